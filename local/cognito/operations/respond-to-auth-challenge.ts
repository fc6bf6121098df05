import { challenges, firstChallenges } from '../challenges';
import { needed } from '../challenges/challenge';
import { Cognito, own } from '../cognito';
import { faults, invalidParameter } from '../errors';
import { operations } from '../operation';
import { checkSecretHash } from '../secret-hash';
import { isFirst, readSession } from '../sessions';
import { AuthResponse, SignIn } from '../sign-in';
import { Challenge, Client } from '../state';
import { ClientMetadata } from '../triggers';
import { userByName } from '../users';

interface RespondInput {
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

export const respondOperations = operations({
  RespondToAuthChallenge: {
    required: ['ClientId', 'ChallengeName'],
    optional: ['Session', 'ChallengeResponses', 'ClientMetadata'],
    withoutEffect: ['AnalyticsMetadata', 'UserContextData'],
    run(cognito, input: RespondInput) {
      return respond(cognito, input, cognito.client(input.ClientId).client);
    },
  },
  AdminRespondToAuthChallenge: {
    signed: true,
    required: ['UserPoolId', 'ClientId', 'ChallengeName'],
    optional: ['Session', 'ChallengeResponses', 'ClientMetadata'],
    withoutEffect: ['AnalyticsMetadata', 'ContextData'],
    run(cognito, input: RespondInput) {
      return respond(cognito, input, cognito.clientOf(cognito.pool(input.UserPoolId!), input.ClientId));
    },
  },
});
