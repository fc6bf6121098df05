import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';

export function makeUserPoolResourceServer(cognito: Cognito, resource: Resource): Made {
  const { UserPoolId: poolId, ...server } = resource.properties;
  cognito.pool(poolId).resourceServers[server.Identifier] = server;
  return { ref: server.Identifier, attributes: {} };
}
