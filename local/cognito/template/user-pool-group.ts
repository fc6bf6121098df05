import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';
import { putGroup } from '../groups';

export function makeUserPoolGroup(cognito: Cognito, resource: Resource): Made {
  const { properties, logicalId } = resource;
  const group = putGroup(cognito, cognito.pool(properties.UserPoolId), { GroupName: logicalId, ...properties });
  return { ref: group.name, attributes: {} };
}
