import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IHttpApi, ThrottleSettings } from 'aws-cdk-lib/aws-apigatewayv2';
import { AccountRecovery, DeviceTracking, FeaturePlan, ICustomAttribute, IUserPool, PasswordPolicy, UserPoolTriggers } from 'aws-cdk-lib/aws-cognito';
import { IRole } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AccountLinking } from './account-linking';
import { ApiKeyOptions } from './api-key';
import { AppClientOptions } from './app-client-options';
import { CloudFrontOptions } from './cloud-front';
import { CustomDomainOptions } from './custom-domain';
import { DomainOptions } from './domain';
import { IdentityPoolOptions } from './identity-pool-options';
import { IdentityProvidersOptions } from './identity-provider-options';
import { MachineClientOptions } from './machine-client-options';
import { ManagedLoginOptions } from './managed-login';
import { MessageOptions } from './message-options';
import { MfaOptions } from './mfa';
import { MigrationOptions } from './migration';
import { OperationFunctionProps, OperationOptions } from './operation-options';
import { Preset } from './preset';
import { ResourceServerOptions } from './resource-servers';
import { SignInOptions } from './sign-in';
import { ThreatProtectionOptions } from './threat-protection';
import { TokenDelivery } from './token-delivery';

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

  /**
   * Copies attributes of the person to claims of the access token, as text: the claim's name to the attribute's, for example
   * `{ tenant_id: 'custom:tenant' }`. Who lacks the attribute lacks the claim; a change takes effect at the next refresh. Attributes that a
   * client may write (`name`, `given_name`, `family_name` and `locale` by default) are refused, for people could set them at will.
   * `phone_number` is what was typed at registration: nobody has proven it. Claim names have 1 to 128 printable characters.
   * Makes the pre-token-generation trigger, which needs the Essentials plan.
   *
   * @default - none
   */
  readonly claims?: { [claim: string]: string };
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
   * @default - false, or true where `tokenDelivery` is COOKIE
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

/** A group of people that routes can be reserved for. */
export interface GroupOptions {
  /**
   * Tells administrators what the group is for. At most 2,048 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Ranks the group among those of a person where Cognito picks one, as for an IAM role: the lowest number wins. 0 to 2,147,483,647.
   *
   * @default - ranks below all that have one
   */
  readonly precedence?: number;

  /**
   * Further scopes that the access tokens of members carry, in full (`orders/write`): those of everyone else do not, whatever their client
   * asked for. No app client of the pool may list one, for its machines would get it without being a member: refused at synth. They need no
   * resource server, and are none of Cognito's own (`openid`, `aws.cognito....`) nor another group's (`groups/...`).
   *
   * @default - only the group's own, `groups/<name>`
   */
  readonly scopes?: string[];

  /**
   * Is what members get of AWS in place of the identity pool's `authenticatedRole`: their ID tokens name it. Of several groups the one with the
   * lowest `precedence` decides. It must trust the identity pool: make it with `identityPoolPrincipal` and `addGroup`, or let `createRole` make it.
   *
   * @default - none: the role of everybody who is signed in
   */
  readonly role?: IRole;

  /**
   * Makes a role for the members, `groupRoles[name]`, which trusts the identity pool and is allowed nothing until you grant it something. Needs
   * `identityPool`.
   *
   * @default false
   */
  readonly createRole?: boolean;
}

/** Every one is optional: without any the API is ready for production. */
export interface CognitoAuthApiProps {
  /**
   * Sets the defaults of `removalPolicy`, `deletionProtection` and `logRetention` for what the stack is for. What is given itself counts.
   *
   * @default Preset.PRODUCTION
   */
  readonly preset?: Preset;

  /**
   * Decides by which names people sign in, and by which first factors besides the password.
   *
   * @default - email address and password
   */
  readonly signIn?: SignInOptions;

  /**
   * Lets people make their own accounts: by the operations `sign-up`, `confirm-sign-up` and `resend-sign-up`, which it adds, and by Cognito's own SignUp
   * through clients of `clients`, without the limits of the operations. SignUp through `apiClient` stays impossible for everyone else: it takes that client's
   * secret. Clients of `clients` then may write the address, for SignUp takes that right; so people can also change it at Cognito by a token with `aws.cognito.signin.user.admin`: the old one stays in force until they have
   * proven the new one.
   *
   * @default false
   */
  readonly selfSignUpEnabled?: boolean;

  /**
   * Decides whether people need a second factor, and which.
   *
   * @default - required of everyone, by an authenticator app
   */
  readonly mfa?: MfaOptions;

  /**
   * Decides where Cognito sends the code that sets a new password: only to what is verified. Must include email where one of `forgot-password`,
   * `reset-password` and `resend-mfa` is there. With phone numbers it makes `smsRole`.
   *
   * @default AccountRecovery.EMAIL_ONLY
   */
  readonly accountRecovery?: AccountRecovery;

  /**
   * Makes the pool remember devices, for clients that sign people in at Cognito themselves. Refused where the operation `refresh-token` is there:
   * Cognito then wants the key of the device with each refresh, which nobody sends there.
   *
   * @default - devices are not remembered
   */
  readonly deviceTracking?: DeviceTracking;

  /**
   * Switches on Cognito's threat protection: compromised passwords, unusual sign-ins. Needs the Plus plan.
   *
   * @default - none
   */
  readonly threatProtection?: ThreatProtectionOptions;

  /**
   * Encrypts what is kept with this key in place of AWS's own: the user pool that is made here, `bucket`, the secrets, the log groups of the functions and the
   * access log. The bucket of S3's access logs keeps S3's key, since log delivery takes no other. Must be symmetric, in the stack's account and
   * region, and leave access to the account's IAM policies, as CDK's `Key` does. A key of the same app gets the statements that CloudWatch Logs and Cognito
   * need; the policy of an imported one cannot be changed from here, so they must be there already: a warning at synth names them. What Cognito
   * needs is not documented and has not been verified on AWS.
   *
   * @default - a new key for `bucket`, AWS's own keys for all else
   */
  readonly encryptionKey?: IKey;

  /**
   * Sets how long the tokens of a sign-in are valid.
   *
   * @default - access and ID token 1 hour, refresh token 24 hours, 10 seconds of grace after its rotation
   */
  readonly tokens?: TokenOptions;

  /**
   * Decides how the refresh token of a sign-in travels. With `COOKIE` it is in no body any more: `mfa-verify`, `login` and `refresh-token` set the
   * cookie `__Host-refresh_token` (HttpOnly, Secure, SameSite=Strict, for as long as `tokens.refresh` from its last rotation), `refresh-token` and
   * `logout` read it, and whatever ends all sessions clears it. The operations that set or read it answer 403 unless the `Origin` header is the
   * API's own or one of `cors.allowOrigins`, which must be exact; `cors.allowCredentials` is then true. App and API must share a site, so
   * `customDomain` or `cloudFront` must be given.
   *
   * @default TokenDelivery.BODY
   */
  readonly tokenDelivery?: TokenDelivery;

  /**
   * Makes groups in the pool, by name, for `addRoute` to reserve routes for. Each gives the access tokens of its members the scope
   * `groups/<name>`; a membership takes effect at the next refresh or sign-in, and so does its end. No app client may list such a scope.
   * Members of `admins` may also start a password reset for anyone, and use the operations of the feature ADMIN; with that feature, the group is made anyway. At most 100 groups; names of 1 to 128 printable ASCII characters
   * without space, quote, backslash, slash, comma and square brackets, since they become scopes and API Gateway writes lists as `[a b]`.
   * Below the Essentials plan the groups are made, but no scopes.
   *
   * @default - none
   */
  readonly groups?: { [name: string]: GroupOptions };

  /**
   * Makes an identity pool, which exchanges the ID tokens of people who signed in at the API for credentials of AWS: those of a role of their group,
   * else those of everybody's. Cognito is asked about each token, so that one of someone who was signed out is refused; tokens of further clients are
   * taken where they have `identityPool`, or after `trustClient`. Nobody has credentials who is not signed in.
   *
   * @default - none
   */
  readonly identityPool?: IdentityPoolOptions;

  /**
   * Links who signs in at an identity provider to the account that has the same email address, where the provider says that it has verified the address
   * and the account is confirmed, not locked, and has verified it, too. The person then has one account and two ways into it; **the one through the
   * provider asks for neither the password nor the second factor of the pool**. Where an account has the address and either side has not verified it,
   * the sign-in is refused; where there is none, a new account is made. Phone numbers link nobody. Cognito ends the very sign-in that links with the
   * error "Already found an entry for username", and takes the next one: let the app try again. Providers must map `email` and `email_verified`.
   *
   * @default - none: who comes from a provider has an account of their own there
   */
  readonly accountLinking?: AccountLinking;

  /**
   * Brings people over from where their accounts are today, without a new password: who signs in, or forgets the password, and is not in the pool is asked
   * for there, by your function. Makes `preSignUpFunction`, which keeps the addresses of people whom your function knows: sign-ups, registrations and people
   * of identity providers are answered as ever, but get no account with them. Clients of `clients` may then have `authFlows` USER_PASSWORD. Stands in place of
   * `triggers.userMigration`, which attaches a function and guards nothing.
   *
   * @default - none: nobody is asked for elsewhere
   */
  readonly migration?: MigrationOptions;

  /**
   * Uses this pool, imported or made elsewhere in the app, and changes nothing of it: no triggers, and its mails, policies and plan are its own. It must
   * have the email address as username attribute in any case, MFA as `mfa` says, recovery by email, and an invitation that mails `{####}`. Client,
   * groups, identity pool, web ACL and operations are made as ever; props that would have to change the pool are refused, and so are routes with `groups`.
   * `passwordPolicy` then says which rules that pool has, `featurePlan` whether it is on `LITE`, where refresh tokens do not rotate, and `mfa.mode`,
   * `mfa.totp` and `mfa.resetDelay` what the operations have to go along with: they change nothing of the pool, and must be as it is. `clients`,
   * `machineClients`, `identityProviders` and `resourceServers` are made in it, and may name custom attributes, scopes, providers and triggers that it
   * has already: whether it has them is not checked, nor whether it has a domain where `domain` makes none. List in a client's `writeAttributes` what
   * providers map that are not declared here. `managedLogin.version` then says which pages the pool's own domain has. `encryptionKey` encrypts the rest.
   *
   * @default - a new pool
   */
  readonly userPool?: IUserPool;

  /**
   * Adds attributes to the pool, by name without `custom:` (1 to 20 characters, at most 50 attributes). Tokens and GetUser show them, and
   * only administrators write them: make those `mutable` that are set after the account was made. Cognito never removes or changes one.
   *
   * @default - none
   */
  readonly customAttributes?: { [name: string]: ICustomAttribute };

  /**
   * Attaches functions of your own to the pool; custom senders go to `messages`. Where a trigger of ours is there for the same event, it calls yours,
   * which then has 4 seconds of the 5; whatever yours throws counts as ever. `customMessage` is called after ours, with our mail in the event's
   * `response`: what it returns is sent. `preSignUp` is called before `accountLinking` and `migration` look for an account, and its answer counts; one that confirms people by itself
   * leaves those of `sign-up` without a password.
   * `preTokenGeneration` gets events of version 2. Together with `groups` or `tokens.claims` its answer counts, except that it cannot give scopes of a
   * group, add people to declared groups or to `admins`, or set the claims of `tokens.claims`, `scope` and `scp`; the roles that it names count. Rights on
   * the pool: `grantToTrigger`.
   *
   * @default - none but the API's own
   */
  readonly triggers?: UserPoolTriggers;

  /**
   * Gives Cognito's sign-in pages and OAuth endpoints an address. Clients with `callbackUrls`, machine clients, identity providers and
   * `managedLogin` need one; with `userPool` they are taken without, since that pool may have its own, which nobody sees here. A pool has one of each kind.
   *
   * @default - none: people sign in by the API's operations only
   */
  readonly domain?: DomainOptions;

  /**
   * Sets how Cognito's sign-in pages look and what they link to. Needs `domain`. The pages cannot refuse common passwords as the API's operations do.
   *
   * @default - managed login in Cognito's own style
   */
  readonly managedLogin?: ManagedLoginOptions;

  /**
   * Lets people sign in with accounts that they have elsewhere, on Cognito's pages. Needs `domain`, at which the provider is told to answer:
   * `<domainUrl>/oauth2/idpresponse`, SAML providers `<domainUrl>/saml2/idpresponse`.
   *
   * @default - none
   */
  readonly identityProviders?: IdentityProvidersOptions;

  /**
   * Makes clients for apps that sign people in at Cognito itself, by name; `addClient` makes them, too. Routes of `addRoute` take their tokens. The
   * API's own operations do not, nor do their limits hold for what apps send to Cognito. With `machineClients` at most 49.
   *
   * @default - none
   */
  readonly clients?: { [name: string]: AppClientOptions };

  /**
   * Declares scopes that clients may ask for and routes may ask for, by the identifier of the API that they are of: with
   * `{ orders: { scopes: { read: 'Read orders' } } }` there is `orders/read`. Identifiers of 1 to 256 printable ASCII characters without space,
   * quote and backslash; neither `groups` nor `aws.cognito....`. A person's app gets any scope that its client lists: for what only some people may,
   * use `groups`.
   *
   * @default - none
   */
  readonly resourceServers?: { [identifier: string]: ResourceServerOptions };

  /**
   * Makes clients for programs that sign in as themselves, by name; `addMachineClient` makes them, too. Their tokens open the routes of `addRoute`
   * that ask for one of their scopes, and no others, none of the API's own operations among them. Needs `domain` and `resourceServers`.
   *
   * @default - none
   */
  readonly machineClients?: { [name: string]: MachineClientOptions };

  /**
   * Sets the pool's feature plan, which decides what Cognito costs per active user. On `LITE` refresh tokens do not rotate, and routes
   * with `groups`, `tokens.claims`, a `preTokenGeneration` trigger, passwords' history, passkeys, one-time codes, MFA by email and the
   * feature `SESSIONS` are refused.
   * `threatProtection` needs `PLUS`.
   *
   * @default FeaturePlan.ESSENTIALS
   */
  readonly featurePlan?: FeaturePlan;

  /**
   * How many devices a person can be signed in on, where `operations` has the feature `SESSIONS`, which tracks sessions: a sign-in too many ends the session
   * that was not used for longest. 1 to 100.
   *
   * @default - 20, Cognito's own
   */
  readonly maxSessionsPerUser?: number;

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
   * Serves the API under a name of yours. API Gateway's own address is then switched off, and `apiUrl` is the name's.
   *
   * @default - API Gateway's own address
   */
  readonly customDomain?: CustomDomainOptions;

  /**
   * Guards the user pool by a WAF web ACL of scope REGIONAL in the stack's region: what people and apps call at Cognito itself (managed login,
   * OAuth, its public operations). HTTP APIs cannot have one, so nothing changes for the API's own routes: `cloudFront` puts one before them.
   * Of what the API sends to Cognito, WAF sees the unsigned calls, all of them from Lambda's addresses: a rule that limits each address would
   * limit everyone together.
   *
   * @default - none
   */
  readonly webAclArn?: string;

  /**
   * Puts a CloudFront distribution with a WAF rate limit per address before the API, and makes `apiUrl` its address. Its requests carry a secret
   * header, without which the operations answer 403, so that nobody gets past the limit; and only then the operations take the caller's address
   * from `CloudFront-Viewer-Address`, for Cognito's threat protection. Routes of your own do not check the header unless your handlers do. Nothing
   * is cached. API Gateway's access log names CloudFront's addresses.
   *
   * @default - none: clients call the API itself
   */
  readonly cloudFront?: CloudFrontOptions;

  /**
   * Makes the operations that anyone may call ask for a key in the header `x-api-key`: without or with an empty one API Gateway answers 401,
   * with a wrong one 403. The others ask for a token, as ever, and for no key. This is no authentication: every copy of a client holds the key,
   * a web page shows it to anyone. It keeps away those who do not know the client at all. Clients that send an empty key today stop working.
   * `{}` makes a secret with a new key, `apiKeySecret`.
   *
   * @default - no key is asked for
   */
  readonly apiKey?: ApiKeyOptions;

  /**
   * Sets the words in mails, texts and authenticator apps, and who sends them.
   *
   * @default - the app is called "our app", and Cognito itself sends at most 50 mails a day
   */
  readonly messages?: MessageOptions;

  /**
   * Decides which operations the API has. Those that are left out leave nothing behind.
   *
   * @default - all that are on by default
   */
  readonly operations?: OperationOptions;

  /**
   * Attaches all routes to this HTTP API instead of a new one, with an authorizer of their own. Its stages are not touched, so `cors`,
   * `throttle`, `customDomain` and `cloudFront` are refused: CORS, limits, access log and domain are for the API's owner to set, strict limits on the
   * credential routes above all. Routes that it has already cannot be seen from here: where one has the same route key, the deployment
   * fails with a conflict; `pathPrefix` keeps them apart.
   *
   * @default - a new API with a stage of its own
   */
  readonly httpApi?: IHttpApi;

  /**
   * Puts this before the path of every operation: with `/auth` there is `/auth/v1/login`. A slash before each segment and none at the end,
   * letters, digits, `-`, `_`, `.` and `~`, at most 64 characters.
   *
   * @default - none
   */
  readonly pathPrefix?: string;

  /**
   * Decides how the functions of the operations run: memory, time, network, environment, logs; for all of them, and for single ones.
   *
   * @default - 256 MiB, 15 seconds, no VPC, no traces
   */
  readonly functionProps?: OperationFunctionProps;

  /**
   * Keeps the API's access log and the logs of all functions for so long. `functionProps.logRetention` goes before it.
   *
   * @default - RetentionDays.ONE_YEAR, or ONE_WEEK where `preset` is DEVELOPMENT
   */
  readonly logRetention?: RetentionDays;

  /**
   * Makes every attempt to delete the user pool fail until this is turned off in a deployment of its own. It holds with
   * `RemovalPolicy.DESTROY`, too.
   *
   * @default - true, or false where `preset` is DEVELOPMENT
   */
  readonly deletionProtection?: boolean;

  /**
   * Decides what becomes of the user pool, the identity pool, the client secret, the encryption key, the buckets and the logs when they leave the stack.
   * With `DESTROY`, empty both buckets before deleting the stack: CloudFormation deletes no bucket that holds objects, and emptying it
   * on deletion would take one more function with rights of its own.
   *
   * @default - RemovalPolicy.RETAIN, or DESTROY where `preset` is DEVELOPMENT
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Adds the stack outputs ApiUrl, Issuer, UserPoolId and ClientId.
   *
   * @default true
   */
  readonly outputs?: boolean;
}
