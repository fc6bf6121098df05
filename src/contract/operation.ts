import type { ErrorCode } from './errors';
import type { ObjectSchema } from './schema';

/** Who may call: anyone; the bearer of an ID or an access token; the bearer of an access token; one who is an administrator. */
export type Access = 'ANYONE' | 'TOKEN' | 'ACCESS_TOKEN' | 'ADMINISTRATORS';

/** Which limit of the stage holds for the route: the strict one where credentials, codes or mails are at stake, or one request is many calls; or the default. */
export type ThrottleClass = 'CREDENTIAL' | 'DEFAULT';

/**
 * What the operation belongs to, which decides whether there is one: with MFA_REQUIRED everyone must have a second factor, and an authenticator app is
 * one; SELF_SIGN_UP and PASSKEY are on with the props that allow them; the others are off unless someone asks for them.
 */
export type Feature =
  'ALWAYS' | 'MFA_REQUIRED' | 'SELF_SIGN_UP' | 'PASSKEY' | 'CHALLENGE' | 'SECOND_FACTORS' | 'PROFILE' | 'SESSIONS' | 'EXPORT' | 'PICTURE' | 'ADMIN';

/** What changes in an operation where the refresh token travels in a cookie (`tokenDelivery: COOKIE`) instead of in bodies. */
export interface CookieMode {
  /** Whether the cookie takes the place of the body's `refresh_token`; one that is sent there counts for nothing. */
  readonly reads: boolean;
  /** What a success does to the cookie: it gets the answer's `refresh_token`, which leaves the body, or it goes. */
  readonly answer: 'SETS' | 'CLEARS';
  /** The schema of the JSON body, where it is another one. */
  readonly body?: ObjectSchema;
}

/**
 * What an operation may have to do more in: the refresh token travels in a cookie; people can have several second factors, of which it picks one; they can
 * sign in by codes, which it lets Cognito send; the pool tracks sessions, one of which it can end; the email address can change, so that an ID token may
 * name one that is somebody else's by now.
 */
export type Circumstance = 'COOKIE' | 'FACTOR_CHOICE' | 'SIGN_IN_CODES' | 'SESSION_TRACKING' | 'ADDRESS_CHANGE';

/** One row of the API. Its `operation` is the name of the handler's file, the asset folder, the construct and the OpenAPI operationId. */
export interface Operation {
  readonly operation: string;
  readonly summary: string;
  readonly access: Access;
  readonly throttle: ThrottleClass;
  readonly feature: Feature;
  /** The schema of the path's parameters, where it has any. */
  readonly path?: ObjectSchema;
  /** The schema of the query string, where it takes one: all values are strings. */
  readonly query?: ObjectSchema;
  /** The schema of the JSON body, where it takes one. */
  readonly body?: ObjectSchema;
  readonly success: { readonly status: 200 | 201; readonly body: ObjectSchema };
  /** What it can answer besides the errors that all operations have in common. */
  readonly errors: readonly ErrorCode[];
  /** The IAM actions of the signed AWS calls that its handler makes: no more, no less. */
  readonly actions: readonly string[];
  /** The prefixes of the keys that its S3 actions are on: everything that is kept for people where absent. */
  readonly keyPrefixes?: readonly string[];
  /** Those that it makes besides, where something else is on. */
  readonly actionsWhere?: { readonly [Name in Circumstance]?: readonly string[] };
  /** The operations that its answers send the person to next: without them someone would be stranded. */
  readonly needs?: readonly string[];
  /** Absent where the cookie changes nothing. */
  readonly cookieMode?: CookieMode;
}
