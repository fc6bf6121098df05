import { requiredAttributes } from './attributes';
import { Cognito } from './cognito';
import { poolFactors, userFactors } from './factors';
import { deliveryDetails, sendMessage } from './messages';
import { TokenGenerationSource } from './pre-token-generation';
import { digits, sha256 } from './random';
import { openSession } from './sessions';
import { Challenge, Client, CustomSession, Factor, FirstChallenge, FirstChoice, Pool, User } from './state';
import { AuthenticationResult, newRefreshToken, openTokenSession, signTokens } from './tokens';
import { ClientMetadata, invokeTrigger, userAttributes } from './triggers';

export interface SignIn {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  readonly clientMetadata?: ClientMetadata;
  /** The temporary password was replaced on the way. */
  readonly newPassword?: boolean;
  /** Takes over after the last factor, in place of tokens: a sign-in through the pool's domain ends with a code. */
  readonly finish?: () => AuthResponse;
  /** The challenge that this call answers. */
  readonly answered?: Challenge | FirstChallenge;
  /** A passkey was all factors at once. */
  readonly multiFactor?: boolean;
  /** Of CUSTOM_AUTH: MFA comes in the middle of it, and the triggers have the last word. */
  readonly custom?: CustomSession;
}

export interface AuthResponse {
  ChallengeName?: string;
  Session?: string;
  ChallengeParameters: Record<string, string>;
  AuthenticationResult?: AuthenticationResult;
  /** Of USER_AUTH. */
  AvailableChallenges?: FirstChoice[];
}

export const nextChallenge = async (cognito: Cognito, signIn: SignIn): Promise<AuthResponse> =>
  await requiredChallenge(cognito, signIn) ?? signedIn(cognito, signIn);

/** After the password: what still stands between the person and the tokens. */
export async function requiredChallenge(cognito: Cognito, signIn: SignIn): Promise<AuthResponse | undefined> {
  const { pool, client, user, newPassword, custom } = signIn;
  if (user.status === 'FORCE_CHANGE_PASSWORD') return newPasswordRequired(cognito, signIn);
  // [D]
  if (signIn.multiFactor) return undefined;
  const factors = userFactors(pool, user);
  if (factors.length === 1) return challengeFactor(cognito, signIn, factors[0]);
  if (factors.length > 1) {
    return {
      ChallengeName: 'SELECT_MFA_TYPE',
      Session: openSession(cognito, pool, client, user, 'SELECT_MFA_TYPE', { newPassword, custom }),
      ChallengeParameters: { USER_ID_FOR_SRP: user.username, MFAS_CAN_CHOOSE: JSON.stringify(factors) },
    };
  }
  // [V] MFA=ON without a factor, also right after NEW_PASSWORD_REQUIRED and for those who signed up themselves.
  if (pool.mfa.MfaConfiguration === 'ON') {
    return {
      ChallengeName: 'MFA_SETUP',
      Session: openSession(cognito, pool, client, user, 'MFA_SETUP', { newPassword, custom }),
      // A JSON *string* [O].
      ChallengeParameters: { USER_ID_FOR_SRP: user.username, MFAS_CAN_SETUP: JSON.stringify(poolFactors(pool)) },
    };
  }
  return undefined;
}

function newPasswordRequired(cognito: Cognito, { pool, client, user, multiFactor }: SignIn): AuthResponse {
  const { sub: _, ...attributes } = user.attributes;
  const missing = requiredAttributes(pool).filter((name) => !user.attributes[name]).map((name) => `userAttributes.${name}`);
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: openSession(cognito, pool, client, user, 'NEW_PASSWORD_REQUIRED', { multiFactor }),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missing),
      userAttributes: JSON.stringify(attributes),
    },
  };
}

// [O] for email.
const CODE_LENGTH = { SMS_MFA: 6, EMAIL_OTP: 8 };

export async function challengeFactor(cognito: Cognito, signIn: SignIn, factor: Factor): Promise<AuthResponse> {
  const { pool, client, user, newPassword, custom } = signIn;
  if (factor === 'SOFTWARE_TOKEN_MFA') {
    const name = user.softwareToken?.friendlyName;
    return {
      ChallengeName: factor,
      Session: openSession(cognito, pool, client, user, factor, { newPassword, custom }),
      ChallengeParameters: { USER_ID_FOR_SRP: user.username, ...(name ? { FRIENDLY_DEVICE_NAME: name } : {}) },
    };
  }
  const code = digits(CODE_LENGTH[factor]);
  const attribute = factor === 'SMS_MFA' ? 'phone_number' : 'email';
  const { Destination, DeliveryMedium } = deliveryDetails(attribute, user.attributes[attribute]);
  await sendMessage(cognito, pool, user, {
    source: 'Authentication', medium: DeliveryMedium, code, client, clientMetadata: signIn.clientMetadata,
  });
  return {
    ChallengeName: factor,
    Session: openSession(cognito, pool, client, user, factor, { newPassword, custom, codeHash: sha256(code) }),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username, CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium, CODE_DELIVERY_DESTINATION: Destination,
    },
  };
}

/** Every factor is passed: the only way to first tokens. */
export async function signedIn(cognito: Cognito, { pool, client, user, clientMetadata, newPassword, finish }: SignIn): Promise<AuthResponse> {
  await invokeTrigger(cognito, pool, {
    trigger: 'PostAuthentication',
    source: 'PostAuthentication_Authentication',
    user,
    client,
    request: { userAttributes: userAttributes(user), newDeviceUsed: false, ...(clientMetadata ? { clientMetadata } : {}) },
    response: {},
  });
  if (finish) return finish();
  const session = openTokenSession(cognito, pool, client, user);
  const source: TokenGenerationSource = newPassword ? 'NewPasswordChallenge' : 'Authentication';
  const result = await signTokens(cognito, session, source, clientMetadata);
  // [V] Empty, and there, once the sign-in is done.
  return { ChallengeParameters: {}, AuthenticationResult: { ...result, RefreshToken: newRefreshToken(cognito, session) } };
}
