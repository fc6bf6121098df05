import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';
import { putGroup } from '../groups';
import { USER_POOL_GROUP } from '../pool-shape';
import { checkProperties } from './properties';

export function makeUserPoolGroup(cognito: Cognito, resource: Resource): Made {
  checkProperties(resource, USER_POOL_GROUP);
  const { properties, logicalId } = resource;
  const group = putGroup(cognito, cognito.pool(properties.UserPoolId), { GroupName: logicalId, ...properties });
  return { ref: group.name, attributes: {} };
}
