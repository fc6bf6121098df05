import { Cognito, own } from '../cognito';
import { Fault, notAuthorized } from '../errors';
import { operations } from '../operation';
import { sha256 } from '../random';
import { readRefreshToken, refresh } from '../refresh';
import { Client } from '../state';
import { ClientMetadata } from '../triggers';

interface GetTokensInput {
  readonly RefreshToken: string;
  readonly ClientId: string;
  readonly ClientSecret?: string;
  readonly ClientMetadata?: ClientMetadata;
}

interface RevokeInput {
  readonly Token: string;
  readonly ClientId: string;
  readonly ClientSecret?: string;
}

/** [D] The secret itself, not a hash of it. [M] Both texts are unverified. */
function checkClientSecret(client: Client, secret: string | undefined, refuse: (message: string) => Fault): void {
  if (client.secret !== undefined && secret === undefined) throw refuse(`Client ${client.id} is configured with secret but secret was not received`);
  if (client.secret !== secret) throw refuse('Invalid client secret');
}

const unauthorized = (message: string) => new Fault('UnauthorizedException', message);

export function revokeToken(cognito: Cognito, input: RevokeInput): void {
  const { pool, client } = cognito.client(input.ClientId);
  checkClientSecret(client, input.ClientSecret, unauthorized);
  // [D]
  if (client.config.EnableTokenRevocation === false) {
    throw new Fault('UnsupportedOperationException', 'Token revocation is not enabled for this client.');
  }
  // [D] Refresh tokens only; access and ID tokens have three parts, and so are told apart without being known.
  if (input.Token.split('.').length === 3) throw new Fault('UnsupportedTokenTypeException', 'Unsupported token type');
  const token = own(cognito.state.refreshTokens, sha256(input.Token));
  const session = token && cognito.state.tokenSessions[token.tokenSession];
  // [M] Like RFC 7009, an unknown token is as good as revoked: unverified.
  if (!session) return;
  if (session.poolId !== pool.id || session.clientId !== client.id) throw unauthorized('Token was not issued to this client.');
  // [D] With it go the access tokens of the same origin_jti, for Cognito's own operations.
  session.revoked = true;
}

export const refreshTokenOperations = operations({
  GetTokensFromRefreshToken: {
    required: ['RefreshToken', 'ClientId'],
    optional: ['ClientSecret', 'ClientMetadata'],
    withoutEffect: ['DeviceKey'],
    async run(cognito, input: GetTokensInput) {
      const { pool, client } = cognito.client(input.ClientId);
      checkClientSecret(client, input.ClientSecret, notAuthorized);
      const known = readRefreshToken(cognito, pool, client, input.RefreshToken);
      return { AuthenticationResult: await refresh(cognito, client, known, input.ClientMetadata) };
    },
  },
  RevokeToken: {
    required: ['Token', 'ClientId'],
    optional: ['ClientSecret'],
    withoutEffect: ['RevokeAssociatedSessions'],
    run(cognito, input: RevokeInput) {
      revokeToken(cognito, input);
      return {};
    },
  },
});
