import { Cognito } from './cognito';
import { faults } from './errors';
import { checkSecretHash } from './secret-hash';
import { Client, Pool, User } from './state';
import { ClientMetadata } from './triggers';
import { userByName } from './users';

/** What the unsigned operations about a named person have in common. */
export interface ClientUserInput {
  readonly ClientId: string;
  readonly Username: string;
  readonly SecretHash?: string;
  readonly ClientMetadata?: ClientMetadata;
}

export interface ClientUser {
  readonly pool: Pool;
  readonly client: Client;
  /** Nobody only where existence errors are prevented. */
  readonly user: User | undefined;
  readonly prevented: boolean;
}

export const preventsExistenceErrors = (client: Client) => client.config.PreventUserExistenceErrors === 'ENABLED';

export function clientUser(cognito: Cognito, input: ClientUserInput): ClientUser {
  const { pool, client } = cognito.client(input.ClientId);
  checkSecretHash(client, input.Username, input.SecretHash);
  const user = userByName(pool, input.Username);
  const prevented = preventsExistenceErrors(client);
  if (!user && !prevented) throw faults.usernameClientNotFound();
  return { pool, client, user, prevented };
}
