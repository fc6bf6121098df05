import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';
import { putClient } from '../pools';
import { seedOf } from './properties';

export function makeUserPoolClient(cognito: Cognito, resource: Resource): Made {
  const { properties, logicalId } = resource;
  const pool = cognito.pool(properties.UserPoolId);
  const client = putClient(cognito, pool, { ClientName: logicalId, ...properties }, seedOf(cognito, resource));
  return {
    ref: client.id,
    attributes: { ClientId: client.id, Name: client.config.ClientName, ...(client.secret === undefined ? {} : { ClientSecret: client.secret }) },
  };
}
