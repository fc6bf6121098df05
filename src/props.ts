import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { ThrottleSettings } from 'aws-cdk-lib/aws-apigatewayv2';
import { PasswordPolicy } from 'aws-cdk-lib/aws-cognito';

/** How a person who enrols an authenticator app gets its QR code. */
export enum QrCode {
  /** The image lies in the encrypted bucket under a pre-signed address of at most 10 minutes, until the enrolment is confirmed. */
  S3_PRESIGNED = 'S3_PRESIGNED',
  /** The image is part of the answer, as a `data:` address, and is stored nowhere. */
  INLINE = 'INLINE',
}

/** How long a sign-in lasts. */
export interface TokenOptions {
  /**
   * How long an access token opens routes, also after a logout: API Gateway asks nobody whether it was revoked.
   * 5 minutes to 1 day, in whole minutes.
   *
   * @default Duration.hours(1)
   */
  readonly access?: Duration;

  /**
   * How long an ID token is accepted where it may be used.
   * 5 minutes to 1 day, in whole minutes.
   *
   * @default Duration.hours(1)
   */
  readonly id?: Duration;

  /**
   * How long after the sign-in a person can stay signed in without typing the password again; using the token does not prolong it.
   * 1 hour to 10 years (3,650 days), in whole minutes, and longer than `access` and `id`.
   *
   * @default Duration.hours(24)
   */
  readonly refresh?: Duration;

  /**
   * How long a refresh token still works after it was exchanged for a new one, so that a lost answer or a retry signs nobody out.
   * 0 to 60 seconds.
   *
   * @default Duration.seconds(10)
   */
  readonly rotationGracePeriod?: Duration;
}

/** Which web pages may call the API from a browser. */
export interface CorsOptions {
  /**
   * The origins whose pages a browser lets read the answers: exact ones such as `https://app.example.com`, or `*` alone for any.
   *
   * @default ['*']
   */
  readonly allowOrigins?: string[];

  /**
   * Lets browsers send cookies along; needs exact `allowOrigins`.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;

  /**
   * The request headers that pages may send; replaces the default list.
   *
   * @default ['content-type', 'authorization', 'x-api-key']
   */
  readonly allowHeaders?: string[];

  /**
   * How long a browser remembers the answer to its preflight request, sparing a round trip per call.
   * 0 seconds to 1 day, in whole seconds.
   *
   * @default Duration.hours(1)
   */
  readonly maxAge?: Duration;
}

/** How many requests the routes take before API Gateway answers 429. The limit of a route is shared by all its callers. */
export interface ThrottleOptions {
  /**
   * Limits each route where credentials, codes or mails are at stake: `rateLimit` in requests per second above 0, `burstLimit` a whole
   * number of requests of at least 1. An unset member keeps its default.
   *
   * @default - rateLimit 20, burstLimit 40
   */
  readonly credentialRoutes?: ThrottleSettings;

  /**
   * Limits all other routes of the stage in the same units, those added to the API by hand included.
   *
   * @default - rateLimit 100, burstLimit 200
   */
  readonly otherRoutes?: ThrottleSettings;
}

/** What people read. */
export interface MessageOptions {
  /**
   * Names the app in the subject of mails and in authenticator apps, and is refused as a part of passwords. Authenticator apps keep the
   * name that they were enrolled with. 1 to 64 printable characters without a colon.
   *
   * @default 'our app'
   */
  readonly appName?: string;
}

/** Every one is optional: without any the API is ready for production. */
export interface CognitoAuthApiProps {
  /**
   * Sets how long the tokens of a sign-in are valid.
   *
   * @default - access and ID token 1 hour, refresh token 24 hours, 10 seconds of grace after its rotation
   */
  readonly tokens?: TokenOptions;

  /**
   * Decides which new passwords the pool accepts, how long a mailed temporary one works (1 to 365 whole days), and how many former ones
   * are refused (0 to 24). `minLength` is 8 to 99. An unset member keeps its default.
   *
   * @default - 14 characters with lower case, upper case, digit and symbol; temporary password valid 1 day; no history
   */
  readonly passwordPolicy?: PasswordPolicy;

  /**
   * Makes the API refuse common passwords, also disguised ones, and those that contain the email, the person's name or the app's name.
   *
   * @default true
   */
  readonly blockCommonPasswords?: boolean;

  /**
   * Decides how the QR code of an enrolment reaches the person.
   *
   * @default QrCode.S3_PRESIGNED
   */
  readonly qrCode?: QrCode;

  /**
   * Decides which web pages may call the API from a browser.
   *
   * @default - any origin, without credentials
   */
  readonly cors?: CorsOptions;

  /**
   * Limits the requests per second of each route.
   *
   * @default - 20 per second with bursts of 40 on credential routes, 100 with bursts of 200 on others
   */
  readonly throttle?: ThrottleOptions;

  /**
   * Sets the words in mails and authenticator apps.
   *
   * @default - the app is called "our app"
   */
  readonly messages?: MessageOptions;

  /**
   * Makes every attempt to delete the user pool fail until this is turned off in a deployment of its own. It holds with
   * `RemovalPolicy.DESTROY`, too.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;

  /**
   * Decides what becomes of the user pool, the client secret, the encryption key, the buckets and the logs when they leave the stack.
   * With `DESTROY`, empty both buckets before deleting the stack: CloudFormation deletes no bucket that holds objects, and emptying it
   * on deletion would take one more function with rights of its own.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Adds the stack outputs ApiUrl, Issuer, UserPoolId and ClientId.
   *
   * @default true
   */
  readonly outputs?: boolean;
}
