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
}

export interface PasswordRules {
  readonly minLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireDigits: boolean;
  readonly requireSymbols: boolean;
  readonly blockCommonPasswords: boolean;
}
