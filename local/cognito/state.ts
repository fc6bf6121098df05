import type { AuthEvent } from './auth-events';
import { SrpExchange, SrpVerifier } from './srp';
import { Passkey, PasskeyRegistration } from './webauthn/passkey';

/** Everything the stand-in holds: plain JSON, so that `snapshot` is a copy and `restore` an assignment. */

export interface SigningKey {
  readonly kid: string;
  /** The private key as a JWK. */
  readonly jwk: Record<string, unknown>;
}

export type VerifiedAttribute = 'email' | 'phone_number';

export interface Code {
  readonly hash: string;
  readonly expiresAt: number;
  /** Where the code went to: what its return verifies. */
  readonly attribute: VerifiedAttribute;
  /** The new value of an attribute that stays unchanged until the code came back. */
  readonly pendingValue?: string;
}

export interface SoftwareToken {
  readonly secret: string;
  /** Time steps whose code was already taken. */
  usedSteps: number[];
  readonly friendlyName?: string;
}

export interface Lockout {
  readonly failures: number;
  readonly lockedUntil: number;
}

export type Factor = 'SOFTWARE_TOKEN_MFA' | 'SMS_MFA' | 'EMAIL_OTP';

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'RESET_REQUIRED' | 'FORCE_CHANGE_PASSWORD' | 'EXTERNAL_PROVIDER';


export interface User {
  readonly username: string;
  readonly sub: string;
  attributes: Record<string, string>;
  enabled: boolean;
  status: UserStatus;
  readonly createdAt: number;
  modifiedAt: number;
  password?: string;
  /** Made with the password; a person whom a former version saved has none. */
  srp?: SrpVerifier;
  formerPasswords: string[];
  temporaryPasswordSetAt?: number;
  softwareToken?: SoftwareToken;
  /** The secret of AssociateSoftwareToken by access token, until it is verified. */
  pendingSoftwareToken?: string;
  mfa: Factor[];
  /** Newest first; where threat protection is on. */
  authEvents?: AuthEvent[];
  passkeys?: Passkey[];
  passkeyRegistration?: PasskeyRegistration;
  /** WebAuthnMfaSettings: the person's passkeys count as all factors at once. */
  passkeyMfa?: boolean;
  preferredMfa?: Factor;
  lockout: Lockout;
  /** The same for the codes of second factors and of USER_AUTH. */
  codeAttempts?: { lockout: Lockout };
  codes: Record<string, Code>;
  /** When a limited operation was called, per operation. */
  calls: Record<string, number[]>;
}

export interface Group {
  readonly name: string;
  description?: string;
  roleArn?: string;
  precedence?: number;
  readonly createdAt: number;
  modifiedAt: number;
  members: string[];
}

/** In the shape of CreateUserPoolClient's input, without the ids. */
export type ClientConfig = Record<string, any>;

export interface Client {
  readonly id: string;
  readonly poolId: string;
  readonly secret?: string;
  config: ClientConfig;
  readonly createdAt: number;
  modifiedAt: number;
}

/** In the shape of CreateIdentityProvider's input. */
export interface IdentityProvider {
  readonly name: string;
  readonly type: string;
  readonly details: Record<string, string>;
  /** What the provider calls it, by the pool's attribute. */
  readonly mapping: Record<string, string>;
  readonly identifiers: readonly string[];
}

export interface Terms {
  readonly clientId: string;
  readonly name: string;
  readonly links: Record<string, string>;
}

export interface SessionTracking {
  readonly enabled: boolean;
  readonly maxPerUser: number;
}

export interface Pool {
  readonly id: string;
  readonly arn: string;
  /** In the shape of CreateUserPool's input. */
  config: Record<string, any>;
  /** In the shape of GetUserPoolMfaConfig's output. */
  mfa: Record<string, any>;
  readonly createdAt: number;
  modifiedAt: number;
  domain?: string;
  customDomain?: string;
  identityProviders?: Record<string, IdentityProvider>;
  /** Links of the sign-in page, by client and name. */
  terms?: Terms[];
  /** Absent until SetUserPoolSessionConfiguration, or the template's resource of it, said something. */
  sessionTracking?: SessionTracking;
  resourceServers: Record<string, unknown>;
  clients: Record<string, Client>;
  groups: Record<string, Group>;
  users: Record<string, User>;
  /** How often the recovery of a user who does not exist was asked for, per name. */
  simulated: Record<string, number>;
  keys?: { access: SigningKey; id: SigningKey };
}

/** What comes after the first proof. */
export type Challenge = 'NEW_PASSWORD_REQUIRED' | 'MFA_SETUP' | 'SELECT_MFA_TYPE' | Factor;

/** What nobody can be asked too, where existence errors are prevented. */
export type FirstChallenge = 'PASSWORD_VERIFIER' | 'CUSTOM_CHALLENGE' | 'SELECT_CHALLENGE' | FirstChoice;

/** What USER_AUTH offers. An EMAIL_OTP may come as a second factor too. */
export type FirstChoice = 'PASSWORD' | 'PASSWORD_SRP' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';

/** What joins SignUp, ConfirmSignUp and the first sign-in. */
export type SignUpStep = 'SIGN_UP' | 'FIRST_SIGN_IN';

/** A password that is being proven by SRP. */
export interface SrpSession extends SrpExchange {
  /** The verifier at the start, also of nobody's simulated one. */
  readonly verifier: SrpVerifier;
  readonly userId: string;
  readonly secretBlockHash: string;
}

/** One element of the `session` that the triggers of CUSTOM_AUTH see. */
export interface ChallengeRound {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata: string | null;
}

export interface CustomSession {
  readonly rounds: readonly ChallengeRound[];
  /** Of the challenge that is open: what CreateAuthChallenge keeps from the client. */
  readonly privateParameters?: Record<string, string>;
  readonly metadata?: string;
}

/** The far side of an opaque `Session` string. */
export interface Session {
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly challenge: Challenge | FirstChallenge | SignUpStep;
  readonly expiresAt: number;
  used: boolean;
  /** The secret that AssociateSoftwareToken answered. */
  readonly secret?: string;
  /** VerifySoftwareToken succeeded in this chain. */
  readonly verified?: boolean;
  /** The hash of a code that was sent by SMS or email. */
  readonly codeHash?: string;
  /** The sign-in passed NEW_PASSWORD_REQUIRED. */
  readonly newPassword?: boolean;
  /** The password is being proven by SRP. */
  readonly srp?: SrpSession;
  /** The challenge is the first factor of USER_AUTH. */
  readonly first?: boolean;
  /** What a passkey signs. */
  readonly passkeyChallenge?: string;
  /** A passkey was all factors at once. */
  readonly multiFactor?: boolean;
  /** Of FIRST_SIGN_IN: where the code of the sign-up went to. */
  readonly confirmed?: VerifiedAttribute;
  /** The flow is CUSTOM_AUTH. */
  readonly custom?: CustomSession;
}

/** One sign-in: what all the tokens that came of it share. */
export interface TokenSession {
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly originJti: string;
  readonly eventId: string;
  readonly authTime: number;
  readonly expiresAt: number;
  revoked: boolean;
  /** Of a sign-in through the pool's domain: what the client may do in the person's name. */
  readonly scopes?: string[];
  /** What people see of it; there where the pool tracked sessions when it began. */
  readonly tracked?: TrackedSession;
}

export interface TrackedSession {
  readonly id: string;
  readonly createdAt: number;
  lastActiveAt: number;
}

export interface RefreshToken {
  readonly tokenSession: string;
  /** Set by a rotation: until then the token still works. */
  replacedUntil?: number;
}

/** What an authorization code stands for. */
export interface AuthorizationCode {
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly redirectUri: string;
  readonly scopes: string[];
  readonly nonce?: string;
  /** The S256 challenge of PKCE. */
  readonly challenge?: string;
  readonly authTime: number;
  readonly expiresAt: number;
  used: boolean;
}

/** Somebody signed in at the pool's domain, in one browser. */
export interface BrowserSession {
  readonly poolId: string;
  readonly username: string;
  /** `COGNITO`, or the identity provider. */
  readonly provider: string;
  readonly authTime: number;
  expiresAt: number;
}

export interface State {
  pools: Record<string, Pool>;
  /** By hash of the string that the caller holds; so are the refresh tokens, the authorization codes and the browsers' sessions. */
  sessions: Record<string, Session>;
  /** By event id, the one claim that every access token carries. */
  tokenSessions: Record<string, TokenSession>;
  refreshTokens: Record<string, RefreshToken>;
  authorizationCodes: Record<string, AuthorizationCode>;
  browserSessions: Record<string, BrowserSession>;
}

export const emptyState = (): State => ({
  pools: {}, sessions: {}, tokenSessions: {}, refreshTokens: {}, authorizationCodes: {}, browserSessions: {},
});

/** Pools and clients as they were deployed, with the keys and secrets that they got; the template makes their groups again. */
export const withoutData = ({ pools }: State): State => ({
  ...emptyState(),
  pools: Object.fromEntries(Object.entries(pools).map(([id, pool]) => [id, { ...pool, groups: {}, users: {}, simulated: {} }])),
});
