import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';
import { USER_POOL_RESOURCE_SERVER } from '../pool-shape';
import { checkProperties } from './properties';

/** Kept for the record: only tokens of the hosted sign-in carry its scopes. */
export function makeUserPoolResourceServer(cognito: Cognito, resource: Resource): Made {
  checkProperties(resource, USER_POOL_RESOURCE_SERVER);
  const { UserPoolId: poolId, ...server } = resource.properties;
  cognito.pool(poolId).resourceServers[server.Identifier] = server;
  return { ref: server.Identifier, attributes: {} };
}
