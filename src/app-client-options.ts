import { Duration } from 'aws-cdk-lib';
import { CfnManagedLoginBranding, CfnTerms, ClientAttributes, UserPoolClient, UserPoolClientIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { BrandingOptions } from './managed-login';

/** What kind of app a client is for. */
export enum AppClientKind {
  /** A web page, or a server behind one. */
  WEB = 'WEB',
  /** An app that is installed on a person's device: it may be called back under a scheme of its own, and cannot keep a secret. */
  NATIVE = 'NATIVE',
}

/** How an app may sign people in at Cognito's API itself, past the sign-in pages and past the API's own operations and their limits. */
export enum AppClientAuthFlow {
  /** By a password that never travels (SRP): what Amplify does. */
  USER_SRP = 'USER_SRP',
  /** By whatever the pool and the person have: passkey, one-time code, password. Managed login offers passkeys and codes with it, too. From the Essentials plan on. */
  USER_AUTH = 'USER_AUTH',
  /** By challenges of your own: needs the triggers `defineAuthChallenge`, `createAuthChallenge` and `verifyAuthChallengeResponse`. */
  CUSTOM = 'CUSTOM',
  /**
   * By a password that is sent to Cognito as it was typed, which is what it takes to bring people over who have accounts elsewhere: needs `migration`. The
   * API's own `login` and `forgot-password` do so without it.
   */
  USER_PASSWORD = 'USER_PASSWORD',
}

/** How long a sign-in through a client lasts. What is unset is as in the `tokens` prop. */
export interface AppClientTokenOptions {
  /**
   * How long an access token opens routes. 5 minutes to 1 day, in whole minutes.
   *
   * @default - that of `tokens.access`
   */
  readonly access?: Duration;

  /**
   * How long an ID token is accepted. 5 minutes to 1 day, in whole minutes.
   *
   * @default - that of `tokens.id`
   */
  readonly id?: Duration;

  /**
   * How long a person stays signed in without typing a password. 1 hour to 10 years (3,650 days), in whole minutes, and longer than `access` and `id`.
   *
   * @default - that of `tokens.refresh`
   */
  readonly refresh?: Duration;

  /**
   * How long a refresh token still works after it was exchanged for a new one. 0 to 60 seconds.
   *
   * @default - that of `tokens.rotationGracePeriod`
   */
  readonly rotationGracePeriod?: Duration;
}

/**
 * An app that signs people in at Cognito itself: on its sign-in pages (`callbackUrls`), by its API (`authFlows`), or both. On the pages by the
 * authorization code grant only. Apps are to use PKCE: Cognito checks it where an app does, and has no setting that requires it.
 */
export interface AppClientOptions {
  /**
   * Says what the app is.
   *
   * @default AppClientKind.WEB
   */
  readonly kind?: AppClientKind;

  /**
   * Where Cognito's pages may send the browser with the code, letter by letter: `https`, `http` for `localhost`, `127.0.0.1` and `[::1]` only, and schemes
   * of the app's own (`com.example.app://callback`) for `NATIVE`. Without a fragment; 1 to 100 addresses. Needs `domain`, or a `userPool` with one.
   *
   * @default - the client has no OAuth: `authFlows` say how it signs people in
   */
  readonly callbackUrls?: string[];

  /**
   * Where Cognito's pages may send the browser after signing out; as `callbackUrls`.
   *
   * @default - none
   */
  readonly logoutUrls?: string[];

  /**
   * What the app may ask for: `openid`, `email`, `phone`, `profile`, scopes of `resourceServers` in full (`orders/read`), and Cognito's own
   * `aws.cognito.signin.user.admin`, with which the bearer of an access token can change attributes, factors and the account itself at Cognito.
   * With `email`, `phone` or `profile`, `openid` is allowed as well. Routes of `addRoute` without `scopes` and `groups` open to access tokens with
   * `openid`. At most 50; never a group's.
   *
   * @default ['openid', 'email', 'profile']
   */
  readonly scopes?: string[];

  /**
   * Who may say who someone is: the pool itself (`UserPoolClientIdentityProvider.COGNITO`) and any of the `identityProviders` prop.
   *
   * @default - the pool, and all of the `identityProviders` prop
   */
  readonly identityProviders?: UserPoolClientIdentityProvider[];

  /**
   * Gives the client a secret, which Cognito then wants of it with every request: for servers only. It is kept in Secrets Manager.
   *
   * @default false
   */
  readonly generateSecret?: boolean;

  /**
   * Lets the app sign people in at Cognito's API. Tokens that it gets so carry `aws.cognito.signin.user.admin`, whatever `scopes` say.
   *
   * @default - none
   */
  readonly authFlows?: AppClientAuthFlow[];

  /**
   * What ID tokens, `/oauth2/userInfo` and GetUser show of a person.
   *
   * @default - email, email_verified, family_name, given_name, locale, name, phone_number, phone_number_verified and all of `customAttributes`
   */
  readonly readAttributes?: ClientAttributes;

  /**
   * What people may change about themselves by a token with `aws.cognito.signin.user.admin`, and set when they sign themselves up. It has to hold
   * what the client's identity providers map, since Cognito writes that by this right; `email_verified` and `phone_number_verified` never.
   *
   * @default - family_name, given_name, locale, name, what its identity providers map, and with `selfSignUpEnabled` what SignUp takes: email, where
   * people sign in by phone numbers phone_number, too
   */
  readonly writeAttributes?: ClientAttributes;

  /**
   * Sets how long the tokens of a sign-in are valid.
   *
   * @default - as the `tokens` prop says
   */
  readonly tokens?: AppClientTokenOptions;

  /**
   * Lets people who signed in through the app have credentials of AWS: the identity pool of the `identityPool` prop takes the ID tokens of this client,
   * too. Needs that prop; the identity pool takes those of 10 clients, the API's own among them.
   *
   * @default false
   */
  readonly identityPool?: boolean;

  /**
   * Styles the client's sign-in pages.
   *
   * @default - as `managedLogin.branding` says
   */
  readonly branding?: BrandingOptions;
}

/** What was made for an app. */
export interface AppClient {
  /** The client. */
  readonly userPoolClient: UserPoolClient;
  /** What the app is configured with: the audience of its ID tokens and the client_id of its access tokens. */
  readonly clientId: string;
  /** Holds the client's secret, where it has one: give a server `secretsmanager:GetSecretValue` on it. */
  readonly secret?: Secret;
  /** The style of its sign-in pages: there where it has `callbackUrls` and the pages are managed login. */
  readonly branding?: CfnManagedLoginBranding;
  /** The links to the terms of use and the privacy policy: two, where `managedLogin.terms` is given. */
  readonly terms: CfnTerms[];
}
