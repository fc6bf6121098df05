/** The environment variables of every function: set by the construct, read by the handlers. */
export interface Environment {
  readonly USER_POOL_ID: string;
  /** The confidential client that our endpoints sign in with. */
  readonly CLIENT_ID: string;
  /** ARN of the Secrets Manager secret whose string is that client's secret. */
  readonly CLIENT_SECRET_ARN: string;
  /** Name of the bucket for pending enrolments, QR codes and markers. */
  readonly BUCKET: string;
  /** The app's name in mails, in authenticator apps, and among the words that no password may contain. */
  readonly APP_NAME: string;
  /** A `PasswordRules` as JSON. */
  readonly PASSWORD_RULES: string;
  readonly QR_CODE: 'S3_PRESIGNED' | 'INLINE';
  /** Seconds after a password recovery during which the second factor cannot be reset. */
  readonly MFA_RESET_DELAY: string;
  /** There where one-time codes are a first factor, so that accounts need no password: Cognito makes up no temporary ones then, the handlers do. */
  readonly ONE_TIME_CODES?: 'true';
  /** There where the API has operations of the feature SESSIONS. */
  readonly SESSION_TRACKING?: 'true';
  /** The second factors that people can have, by Cognito's names and separated by spaces. There where operations are about them, as is the next. */
  readonly MFA_FACTORS?: string;
  /** There where everyone needs one. */
  readonly MFA_REQUIRED?: 'true';
  /** What `login` takes as `factor`, separated by spaces. Absent where `challenge` is not there to answer what it would ask for. */
  readonly FIRST_FACTORS?: string;
  /** The domain that passkeys belong to, and whether the authenticator must check the person; there where passkeys are. */
  readonly RELYING_PARTY_ID?: string;
  readonly USER_VERIFICATION?: 'required' | 'preferred';
  /** There where people change their own email address, so that an ID token may name one that is no longer theirs. */
  readonly ADDRESS_CHANGES?: 'true';
  /** There where only administrators make accounts. */
  readonly REGISTRATION?: 'ADMINISTRATORS';
  /** Seconds that the refresh token's cookie lives. Absent where `tokenDelivery` is BODY, as is the next. */
  readonly COOKIE_MAX_AGE?: string;
  /** The origins whose pages may set and use that cookie, separated by spaces. */
  readonly COOKIE_ORIGINS?: string;
  /** ARN of the secret that the CloudFront distribution in front sends along; absent where there is none. */
  readonly ORIGIN_SECRET_ARN?: string;
}

export interface PasswordRules {
  readonly minLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireDigits: boolean;
  readonly requireSymbols: boolean;
  readonly blockCommonPasswords: boolean;
}

/** Every name in `Environment`, as a value: what nobody else may set. */
export const environmentNames: Record<keyof Environment, true> = {
  USER_POOL_ID: true,
  CLIENT_ID: true,
  CLIENT_SECRET_ARN: true,
  BUCKET: true,
  APP_NAME: true,
  PASSWORD_RULES: true,
  QR_CODE: true,
  MFA_RESET_DELAY: true,
  ONE_TIME_CODES: true,
  SESSION_TRACKING: true,
  MFA_FACTORS: true,
  MFA_REQUIRED: true,
  FIRST_FACTORS: true,
  RELYING_PARTY_ID: true,
  USER_VERIFICATION: true,
  ADDRESS_CHANGES: true,
  REGISTRATION: true,
  COOKIE_MAX_AGE: true,
  COOKIE_ORIGINS: true,
  ORIGIN_SECRET_ARN: true,
};

/** What the pre-token-generation trigger reads instead. It gets no pool id, which would make pool and function need each other. */
export interface PreTokenGenerationEnvironment {
  /** As JSON: the scopes that each declared group gives besides its own, by the group's name. */
  readonly GROUP_SCOPES: string;
  /** As JSON: the attribute that each claim is copied from, by the claim's name. */
  readonly TOKEN_CLAIMS: string;
  /** The user's own trigger, which ours calls first. */
  readonly PRE_TOKEN_GENERATION_FUNCTION_ARN?: string;
}

/** What the custom-message trigger reads. */
export interface CustomMessageEnvironment extends Pick<Environment, 'APP_NAME'> {
  /** The file beside the bundle that holds `Templates` as JSON; absent where there are none. */
  readonly MESSAGE_TEMPLATES?: string;
  /** The user's own trigger, which ours calls last. */
  readonly CUSTOM_MESSAGE_FUNCTION_ARN?: string;
}

/** What the pre-sign-up trigger reads. */
export interface PreSignUpEnvironment {
  /** As JSON: the names of the identity providers whose people are linked, as the pool has them. */
  readonly LINKED_PROVIDERS: string;
  /** What knows people who are still elsewhere: with it nobody else gets an account with their addresses. */
  readonly USER_MIGRATION_FUNCTION_ARN?: string;
  /** The user's own trigger, which ours calls first. */
  readonly PRE_SIGN_UP_FUNCTION_ARN?: string;
}
