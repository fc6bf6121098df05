import { watched, type Context } from '../auth-events';
import { Cognito, own } from '../cognito';
import { invalidParameter } from '../errors';
import { flows } from '../flows';
import { operations } from '../operation';
import { AuthResponse } from '../sign-in';
import { Client, Pool } from '../state';
import { ClientMetadata } from '../triggers';

interface InitiateAuthInput extends Context {
  readonly AuthFlow: string;
  readonly ClientId: string;
  readonly UserPoolId?: string;
  readonly AuthParameters?: Record<string, string>;
  readonly ClientMetadata?: ClientMetadata;
  readonly Session?: string;
}

const REFRESHES = ['REFRESH_TOKEN', 'REFRESH_TOKEN_AUTH'];

async function initiateAuth(cognito: Cognito, input: InitiateAuthInput, pool: Pool, client: Client, admin: boolean): Promise<AuthResponse> {
  const { AuthFlow: flow, AuthParameters: parameters = {}, ClientMetadata: metadata, Session: session } = input;
  const start = own(flows, flow);
  if (!start) throw invalidParameter(`the offline Cognito does not have the flow ${flow}`);
  if (session !== undefined && flow !== 'USER_AUTH') throw invalidParameter(`the offline Cognito has no Session for the flow ${flow}`);
  const begin = async () => start(cognito, { flow, pool, client, parameters, metadata, session, admin });
  // Who goes on with a session does not sign in.
  return REFRESHES.includes(flow) ? begin() : watched(cognito, pool, parameters.USERNAME, input, 'Password', begin);
}

export const initiateAuthOperations = operations({
  InitiateAuth: {
    required: ['AuthFlow', 'ClientId'],
    optional: ['AuthParameters', 'ClientMetadata', 'Session', 'UserContextData'],
    withoutEffect: ['AnalyticsMetadata'],
    run(cognito, input: InitiateAuthInput) {
      const { pool, client } = cognito.client(input.ClientId);
      return initiateAuth(cognito, input, pool, client, false);
    },
  },
  AdminInitiateAuth: {
    signed: true,
    required: ['UserPoolId', 'ClientId', 'AuthFlow'],
    optional: ['AuthParameters', 'ClientMetadata', 'ContextData', 'Session'],
    withoutEffect: ['AnalyticsMetadata'],
    run(cognito, input: InitiateAuthInput) {
      const pool = cognito.pool(input.UserPoolId!);
      return initiateAuth(cognito, input, pool, cognito.clientOf(pool, input.ClientId), true);
    },
  },
});
