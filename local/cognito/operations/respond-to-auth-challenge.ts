import { checkAliasFree, checkAttributes, requiredAttributes } from '../attributes';
import { Cognito } from '../cognito';
import { faults, invalidParameter } from '../errors';
import { userFactors } from '../factors';
import { operations } from '../operation';
import { checkPassword } from '../password-policy';
import { setPassword } from '../passwords';
import { sha256 } from '../random';
import { checkSecretHash } from '../secret-hash';
import { OpenSession, readSession, spend } from '../sessions';
import { AuthResponse, challengeFactor, nextChallenge, signedIn, SignIn } from '../sign-in';
import { Challenge, Client, Factor } from '../state';
import { checkTotp } from '../totp';
import { ClientMetadata } from '../triggers';
import { changeAttributes, userByName } from '../users';

interface RespondInput {
  readonly ClientId: string;
  readonly UserPoolId?: string;
  readonly ChallengeName: string;
  readonly Session?: string;
  readonly ChallengeResponses?: Record<string, string>;
  readonly ClientMetadata?: ClientMetadata;
}

type Answer = (cognito: Cognito, open: OpenSession, responses: Record<string, string>, signIn: SignIn) => Promise<AuthResponse>;

function needed(responses: Record<string, string>, name: string): string {
  if (!responses[name]) throw faults.missingRequired(name);
  return responses[name];
}

const newPasswordRequired: Answer = async (cognito, { session, pool, user }, responses, signIn) => {
  const password = needed(responses, 'NEW_PASSWORD');
  // [M] Of two sign-ins with the temporary password only the first sets a new one: unverified.
  if (user.status !== 'FORCE_CHANGE_PASSWORD') throw faults.sessionInvalid();
  const given = Object.entries(responses).flatMap(([name, value]) => name.startsWith('userAttributes.') ? [[name.slice(15), value]] : []);
  const attributes: Record<string, string> = Object.fromEntries(given);
  checkAttributes(pool, attributes);
  checkAliasFree(pool, user, attributes);
  const missing = requiredAttributes(pool).find((name) => !user.attributes[name] && !attributes[name]);
  // [O]
  if (missing) throw invalidParameter(`Invalid attributes given, ${missing} is missing`);
  checkPassword(pool, password);
  setPassword(pool, user, password);
  spend(session);
  changeAttributes(pool, user, (present) => Object.assign(present, attributes));
  user.status = 'CONFIRMED';
  delete user.temporaryPasswordSetAt;
  cognito.touch(user);
  return nextChallenge(cognito, { ...signIn, newPassword: true });
};

const mfaSetup: Answer = async (cognito, { session, user }, _, signIn) => {
  // Also where an administrator deleted the token meanwhile.
  if (!session.verified || !user.softwareToken) throw faults.softwareTokenNotVerified();
  spend(session);
  return signedIn(cognito, signIn);
};

const softwareTokenMfa: Answer = async (cognito, { session, user }, responses, signIn) => {
  const code = needed(responses, 'SOFTWARE_TOKEN_MFA_CODE');
  if (!user.softwareToken) throw faults.softwareTokenNotFound();
  const result = checkTotp(user.softwareToken, code, cognito.now());
  // [M] A wrong code neither spends the session nor counts to the lockout: unverified for TOTP.
  if (result === 'wrong') throw faults.mfaCodeMismatch();
  if (result === 'used') throw faults.softwareTokenUsed();
  spend(session);
  return signedIn(cognito, signIn);
};

const sentCode = (parameter: string, verifies: string): Answer => async (cognito, { session, pool, user }, responses, signIn) => {
  const code = needed(responses, parameter);
  if (session.codeHash !== sha256(code)) throw faults.mfaCodeMismatch();
  spend(session);
  // [D] The code came back, so the address is the person's.
  changeAttributes(pool, user, (attributes) => { attributes[`${verifies}_verified`] = 'true'; });
  return signedIn(cognito, signIn);
};

const selectMfaType: Answer = async (cognito, { session, pool, user }, responses, signIn) => {
  const factor = needed(responses, 'ANSWER') as Factor;
  // [M] unverified text
  if (!userFactors(pool, user).includes(factor)) throw invalidParameter(`${factor} is not one of the offered MFA types`);
  spend(session);
  return challengeFactor(cognito, signIn, factor);
};

const ANSWERS: Record<Challenge, Answer> = {
  NEW_PASSWORD_REQUIRED: newPasswordRequired,
  MFA_SETUP: mfaSetup,
  SOFTWARE_TOKEN_MFA: softwareTokenMfa,
  SMS_MFA: sentCode('SMS_MFA_CODE', 'phone_number'),
  EMAIL_OTP: sentCode('EMAIL_OTP_CODE', 'email'),
  SELECT_MFA_TYPE: selectMfaType,
};

async function respond(cognito: Cognito, input: RespondInput, client: Client): Promise<AuthResponse> {
  const { ChallengeName: name, ChallengeResponses: responses = {}, Session: value, ClientMetadata: clientMetadata } = input;
  if (!Object.hasOwn(ANSWERS, name)) throw invalidParameter(`the offline Cognito does not have the challenge ${name}`);
  const challenge = name as Challenge;
  const username = needed(responses, 'USERNAME');
  if (!value) throw faults.missingRequired('Session');
  // The hash is over the USERNAME of this answer, email or sub.
  checkSecretHash(client, username, responses.SECRET_HASH);
  const open = readSession(cognito, value, challenge, client.id);
  if (userByName(open.pool, username) !== open.user) throw faults.sessionInvalid();
  const { pool, user, session } = open;
  const signIn: SignIn = { pool, client, user, clientMetadata, newPassword: session.newPassword };
  return ANSWERS[challenge](cognito, open, responses, signIn);
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
