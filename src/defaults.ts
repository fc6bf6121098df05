import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CorsHttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AccountRecovery, FeaturePlan, ManagedLoginVersion, Mfa, PasskeyUserVerification, StandardAttributesMask, StandardThreatProtectionMode,
} from 'aws-cdk-lib/aws-cognito';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AppClientKind } from './app-client-options';
import { ADMINISTRATORS_GROUP } from './contract';
import { AmbiguousRoleResolution } from './identity-pool-options';
import { QrCode } from './props';
import { TokenDelivery } from './token-delivery';

/** Short enough that a stolen token is soon worthless, since API Gateway accepts it until it expires. */
export const ACCESS_TOKEN_VALIDITY = Duration.hours(1);
/** As the access token's: both leave together. */
export const ID_TOKEN_VALIDITY = Duration.hours(1);
/** A working day with room to spare. */
export const REFRESH_TOKEN_VALIDITY = Duration.hours(24);
/** Covers a lost answer or a retry; longer would let a stolen token be used beside the genuine one. */
export const ROTATION_GRACE_PERIOD = Duration.seconds(10);
/** Cognito's longest: someone has to install an authenticator app meanwhile. */
export const AUTH_SESSION_VALIDITY = Duration.minutes(15);

/** The cheapest plan on which refresh tokens rotate and access tokens can carry a group's scope. */
export const FEATURE_PLAN = FeaturePlan.ESSENTIALS;

/** The group that operations of administrators ask for, made where there are such and it is not declared. */
export const ADMINISTRATORS = { [ADMINISTRATORS_GROUP]: { description: 'May manage the accounts' } };

/** Cognito's own. */
export const MAX_SESSIONS_PER_USER = 20;

/** The operations of the API find people by it. */
export const SIGN_IN_BY_EMAIL = true;
/** A passkey stands in for the password: whoever finds the device must not be in. */
export const PASSKEY_USER_VERIFICATION = PasskeyUserVerification.REQUIRED;
/** A password alone is phished, guessed and reused. */
export const MFA_MODE = Mfa.REQUIRED;
/** Mail is what every account has; text messages cost, and numbers change hands. */
export const ACCOUNT_RECOVERY = AccountRecovery.EMAIL_ONLY;
/** Whoever asks for threat protection wants threats stopped. */
export const THREAT_PROTECTION = StandardThreatProtectionMode.FULL_FUNCTION;
/** Accounts are made by `create-user`, whose limits Cognito's own SignUp does not have. */
export const SELF_SIGN_UP_ENABLED = false;

/** What clients of the original API expect, and what works at any address. */
export const TOKEN_DELIVERY = TokenDelivery.BODY;

/** Characters. Length counts for more than classes, which stay required because clients of the original API expect them. */
export const PASSWORD_MIN_LENGTH = 14;
export const PASSWORD_REQUIRE_LOWERCASE = true;
export const PASSWORD_REQUIRE_UPPERCASE = true;
export const PASSWORD_REQUIRE_DIGITS = true;
export const PASSWORD_REQUIRE_SYMBOLS = true;
/** The password travels by mail, and a new one is a click away. */
export const TEMPORARY_PASSWORD_VALIDITY = Duration.days(1);
/** Common passwords are what attackers try first. */
export const BLOCK_COMMON_PASSWORDS = true;

/** What tokens and GetUser show of a person. */
export const READ_ATTRIBUTES: StandardAttributesMask = {
  email: true,
  emailVerified: true,
  familyName: true,
  fullname: true,
  givenName: true,
  locale: true,
  phoneNumber: true,
  phoneNumberVerified: true,
};
/** What the bearer of an access token may change by calling Cognito directly: nothing that proves who someone is or receives codes. */
export const WRITE_ATTRIBUTES: StandardAttributesMask = {
  familyName: true,
  fullname: true,
  givenName: true,
  locale: true,
};
/** What people who sign themselves up at Cognito write besides: without the right to it, SignUp fails. */
export const SIGN_UP_ATTRIBUTES: StandardAttributesMask = { email: true };

/** An image address that expires; older clients expect an address rather than the image. */
export const QR_CODE = QrCode.S3_PRESIGNED;
/** How long after a password recovery by mail the second factor cannot be reset, so that a stolen mailbox alone does not open an account. */
export const MFA_RESET_DELAY = Duration.hours(24);
/** Reads well in "Welcome to our app"; a deployment has a better one. */
export const APP_NAME = 'our app';

/** Any: the API is called with tokens, not cookies, so another page gains nothing. */
export const CORS_ALLOW_ORIGINS = ['*'];
/** No cookies are set, unless `tokenDelivery` says so. */
export const CORS_ALLOW_CREDENTIALS = false;
/** What the known clients send. */
export const CORS_ALLOW_HEADERS = ['content-type', 'authorization', 'x-api-key'];
/** The methods of the contract. */
export const CORS_ALLOW_METHODS = [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.DELETE];
/** So that a page can read when to try again. */
export const CORS_EXPOSE_HEADERS = ['Retry-After'];
/** Saves most preflights and still lets a change of origins take effect within the hour. */
export const CORS_MAX_AGE = Duration.hours(1);

/** Requests per second of a route where credentials, codes or mails are at stake: all people's sign-ins together. */
export const CREDENTIAL_RATE_LIMIT = 20;
/** Requests at once on such a route. */
export const CREDENTIAL_BURST_LIMIT = 40;
/** Requests per second of any other route. */
export const RATE_LIMIT = 100;
/** Requests at once on any other route. */
export const BURST_LIMIT = 200;

/** Requests of one address in five minutes, through CloudFront: several people signing in behind one office's address, but no guessing. */
export const CLOUDFRONT_RATE_LIMIT = 1_000;
/** How long API Gateway keeps the authorizer's answer to a key: most requests then cost no second invocation. */
export const API_KEY_CACHE = Duration.minutes(5);

/** Accounts are not to be lost with a stack. */
export const REMOVAL_POLICY = RemovalPolicy.RETAIN;
/** Nor by one wrong deployment. */
export const DELETION_PROTECTION = true;
/** A development stack leaves nothing behind, */
export const DEVELOPMENT_REMOVAL_POLICY = RemovalPolicy.DESTROY;
/** can be deleted in one go, */
export const DEVELOPMENT_DELETION_PROTECTION = false;
/** and keeps its logs while someone remembers what they were about. */
export const DEVELOPMENT_LOG_RETENTION = RetentionDays.ONE_WEEK;

/** What a client needs to be configured with. */
export const OUTPUTS = true;

/** Long enough to look into an incident that is noticed late. */
export const LOG_RETENTION = RetentionDays.ONE_YEAR;
/** The bucket's own access logs; CloudTrail and the API's access log tell the longer story. */
export const BUCKET_ACCESS_LOG_RETENTION = Duration.days(90);
/** Enrolments that nobody finished, mail limits. S3 expires by the day. */
export const PENDING_OBJECT_EXPIRY = Duration.days(1);

/** The newest that Lambda offers; the bundles also run on Node 22. */
export const RUNTIME = Runtime.NODEJS_24_X;
/** Cheaper per millisecond than x86, and the bundles hold no machine code. */
export const ARCHITECTURE = Architecture.ARM_64;
/** MiB. Lambda gives processor time in proportion, 0.145 of a core here. */
export const MEMORY_SIZE = 256;
/** Leaves room for a cold start and the SDK's retries within what API Gateway waits. */
export const FUNCTION_TIMEOUT = Duration.seconds(15);
/** Well within the 10 seconds that API Gateway waits for an authorizer. */
export const AUTHORIZER_TIMEOUT = Duration.seconds(8);
/** Cognito waits no longer for a trigger. */
export const TRIGGER_TIMEOUT = Duration.seconds(5);
/** The role that everybody has: nobody gains by being in groups that do not agree. */
export const AMBIGUOUS_ROLE_RESOLUTION = AmbiguousRoleResolution.AUTHENTICATED_ROLE;
/** Guests are the whole Internet. */
export const ALLOW_UNAUTHENTICATED_IDENTITIES = false;

/** Most apps with a sign-in are web pages. */
export const APP_CLIENT_KIND = AppClientKind.WEB;
/** Who someone is. Without Cognito's own scope `aws.cognito.signin.user.admin`, so the token's bearer can change nothing at Cognito. */
export const APP_CLIENT_SCOPES = ['openid', 'email', 'profile'];
/** The pages that AWS goes on with, and the only ones with branding. */
export const MANAGED_LOGIN_VERSION = ManagedLoginVersion.NEWER_MANAGED_LOGIN;
/** All that the Lite plan has. */
export const MANAGED_LOGIN_VERSION_OF_LITE = ManagedLoginVersion.CLASSIC_HOSTED_UI;
/** TLS 1.2 or newer on a domain of one's own: what AWS recommends, where Cognito would take 1.0. */
export const DOMAIN_SECURITY_POLICY = 'TLS_V1_2_2021';

/** What is asked of each kind of identity provider: who someone is, and their address. SAML knows no scopes. */
export const PROVIDER_SCOPES = {
  google: ['openid', 'email', 'profile'],
  facebook: ['public_profile', 'email'],
  apple: ['email', 'name'],
  amazon: ['profile'],
  oidc: ['openid', 'email', 'profile'],
};
/** The pool's attribute to the provider's. `email_verified` where the provider says so at all: Facebook, Amazon and SAML do not. */
export const ATTRIBUTE_MAPPINGS = {
  google: { email: 'email', email_verified: 'email_verified', name: 'name' },
  facebook: { email: 'email', name: 'name' },
  apple: { email: 'email', email_verified: 'email_verified', name: 'name' },
  amazon: { email: 'email', name: 'name' },
  oidc: { email: 'email', email_verified: 'email_verified', name: 'name' },
  saml: {
    email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
    name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
  },
};
