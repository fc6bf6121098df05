import { Cognito } from '../cognito';
import { invalidParameter } from '../errors';
import { operations } from '../operation';
import { page } from '../page';
import { Pool, TokenSession, User } from '../state';
import { bearer } from '../tokens';
import { checkTracked, sessionById, sessionDescription, sessionTrackingOf, sessionsOf, setSessionTracking } from '../user-sessions';
import { existingUser } from '../users';

interface BearerInput {
  readonly AccessToken: string;
}

interface UserInput {
  readonly UserPoolId: string;
  readonly Username: string;
}

interface PageInput {
  readonly NextToken?: string;
}

interface SetInput {
  readonly UserPoolId: string;
  readonly UserSessionTracking: string;
  readonly TokenSession: { readonly MaxPerUser?: number };
}

// [D] "a single page of up to 125 sessions"
const PAGE = 125;

function list(cognito: Cognito, pool: Pool, user: User, { NextToken: token }: PageInput, current?: TokenSession) {
  checkTracked(pool);
  const { items, next } = page(sessionsOf(cognito, pool, user), ({ tracked }) => tracked.id, PAGE, token);
  return { Sessions: items.map((session) => sessionDescription(session, session === current)), ...(next === undefined ? {} : { NextToken: next }) };
}

const configurationOf = (pool: Pool) => {
  const { enabled, maxPerUser } = sessionTrackingOf(pool);
  return { UserPoolId: pool.id, UserSessionTracking: enabled ? 'ENABLED' : 'DISABLED', TokenSession: { MaxPerUser: maxPerUser } };
};

export const userSessionOperations = operations({
  ListUserSessions: {
    required: ['AccessToken'],
    optional: ['NextToken'],
    async run(cognito, input: BearerInput & PageInput) {
      const { pool, user, session } = await bearer(cognito, input.AccessToken);
      return list(cognito, pool, user, input, session);
    },
  },
  RevokeUserSession: {
    required: ['AccessToken', 'SessionId'],
    withoutEffect: ['RevokeAssociatedSessions'],
    async run(cognito, input: BearerInput & { SessionId: string }) {
      const { pool, user, session } = await bearer(cognito, input.AccessToken);
      checkTracked(pool);
      const target = sessionById(cognito, pool, user, input.SessionId);
      // [D] refused; [M] by this name and text
      if (target === session) throw invalidParameter('The current session cannot be revoked.');
      target.revoked = true;
      return {};
    },
  },
  AdminListUserSessions: {
    signed: true,
    required: ['UserPoolId', 'Username'],
    optional: ['NextToken'],
    run(cognito, input: UserInput & PageInput) {
      const pool = cognito.pool(input.UserPoolId);
      return list(cognito, pool, existingUser(pool, input.Username), input);
    },
  },
  AdminRevokeUserSession: {
    signed: true,
    required: ['UserPoolId', 'Username', 'SessionId'],
    withoutEffect: ['RevokeAssociatedSessions'],
    run(cognito, input: UserInput & { SessionId: string }) {
      const pool = cognito.pool(input.UserPoolId);
      const user = existingUser(pool, input.Username);
      checkTracked(pool);
      sessionById(cognito, pool, user, input.SessionId).revoked = true;
      return {};
    },
  },
  GetUserPoolSessionConfiguration: {
    signed: true,
    required: ['UserPoolId'],
    run: (cognito, input: { UserPoolId: string }) => configurationOf(cognito.pool(input.UserPoolId)),
  },
  SetUserPoolSessionConfiguration: {
    signed: true,
    required: ['UserPoolId', 'UserSessionTracking', 'TokenSession'],
    run(cognito, input: SetInput) {
      const pool = cognito.pool(input.UserPoolId);
      setSessionTracking(pool, input.UserSessionTracking, input.TokenSession.MaxPerUser);
      return configurationOf(pool);
    },
  },
});
