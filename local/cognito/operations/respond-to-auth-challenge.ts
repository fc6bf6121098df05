import { watched, type Context } from '../auth-events';
import { challenges, firstChallenges } from '../challenges';
import { needed } from '../challenges/challenge';
import { Cognito, own } from '../cognito';
import { faults, invalidParameter } from '../errors';
import { operations } from '../operation';
import { checkSecretHash } from '../secret-hash';
import { isFirst, readSession } from '../sessions';
import { AuthResponse, SignIn } from '../sign-in';
import { Challenge, Client, Pool } from '../state';
import { ClientMetadata } from '../triggers';
import { userByName } from '../users';

interface RespondInput extends Context {
  readonly ClientId: string;
  readonly UserPoolId?: string;
  readonly ChallengeName: string;
  readonly Session?: string;
  readonly ChallengeResponses?: Record<string, string>;
  readonly ClientMetadata?: ClientMetadata;
}

async function respond(cognito: Cognito, input: RespondInput, client: Client): Promise<AuthResponse> {
  const { ChallengeName: name, ChallengeResponses: responses = {}, Session: value, ClientMetadata: clientMetadata } = input;
  // An EMAIL_OTP may be either.
  const first = Object.hasOwn(challenges, name) && !isFirst(cognito, value) ? undefined : own(firstChallenges, name);
  if (!first && !Object.hasOwn(challenges, name)) throw invalidParameter(`the offline Cognito does not have the challenge ${name}`);
  const username = needed(responses, 'USERNAME');
  if (first) {
    checkSecretHash(client, username, responses.SECRET_HASH);
    return first(cognito, { client, username, session: value, responses, clientMetadata });
  }
  const challenge = name as Challenge;
  if (!value) throw faults.missingRequired('Session');
  // The hash is over the USERNAME of this answer, email or sub.
  checkSecretHash(client, username, responses.SECRET_HASH);
  const open = readSession(cognito, value, challenge, client.id);
  if (userByName(open.pool, username) !== open.user) throw faults.sessionInvalid();
  const { pool, user, session: { newPassword, multiFactor, custom } } = open;
  const signIn: SignIn = { pool, client, user, clientMetadata, newPassword, multiFactor, custom, answered: challenge };
  return challenges[challenge](cognito, open, responses, signIn);
}

const respondWatched = (cognito: Cognito, input: RespondInput, pool: Pool, client: Client) =>
  watched(cognito, pool, input.ChallengeResponses?.USERNAME, input, 'Mfa', async () => respond(cognito, input, client));

export const respondOperations = operations({
  RespondToAuthChallenge: {
    required: ['ClientId', 'ChallengeName'],
    optional: ['Session', 'ChallengeResponses', 'ClientMetadata', 'UserContextData'],
    withoutEffect: ['AnalyticsMetadata'],
    run(cognito, input: RespondInput) {
      const { pool, client } = cognito.client(input.ClientId);
      return respondWatched(cognito, input, pool, client);
    },
  },
  AdminRespondToAuthChallenge: {
    signed: true,
    required: ['UserPoolId', 'ClientId', 'ChallengeName'],
    optional: ['Session', 'ChallengeResponses', 'ClientMetadata', 'ContextData'],
    withoutEffect: ['AnalyticsMetadata'],
    run(cognito, input: RespondInput) {
      const pool = cognito.pool(input.UserPoolId!);
      return respondWatched(cognito, input, pool, cognito.clientOf(pool, input.ClientId));
    },
  },
});
