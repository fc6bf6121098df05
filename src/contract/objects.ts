/**
 * Where things about a person lie in the bucket. Every key is fixed by the person's handle, or by their sub, so that erasing lists nothing.
 * A lifecycle rule expires what lies below `PENDING_PREFIX` in a day; markers that guard an account stay until they have served.
 */
export const PEOPLE_PREFIX = 'people/';
export const PENDING_PREFIX = `${PEOPLE_PREFIX}pending/`;

/** By handle: what an address is asked about before anybody has proven to own it. */
export const personObjects = {
  /** The Cognito session and the count of wrong codes of an enrolment that waits for its first code. */
  enrolment: (handle: string) => `${PENDING_PREFIX}${handle}/enrolment.json`,
  qrCode: (handle: string) => `${PENDING_PREFIX}${handle}/qr.png`,
  /** An authenticator app that someone signed in has asked for, until its first code, and the count of wrong ones. */
  totp: (handle: string) => `${PENDING_PREFIX}${handle}/totp.json`,
  totpQrCode: (handle: string) => `${PENDING_PREFIX}${handle}/totp-qr.png`,
  /** How many codes of the second factor have been wrong at sign-ins, and which sign-ins a new password has ended. */
  pendingSignIns: (handle: string) => `${PENDING_PREFIX}${handle}/sign-ins.json`,
  /** When a code to sign in with was last sent to the address or the number, and the Cognito session that waits for it. */
  emailCodeSent: (handle: string) => `${PENDING_PREFIX}${handle}/email-code-sent.json`,
  smsCodeSent: (handle: string) => `${PENDING_PREFIX}${handle}/sms-code-sent.json`,
  /** How many of those codes have been wrong. Apart from the second factor's, since anyone can try them. */
  signInCodes: (handle: string) => `${PENDING_PREFIX}${handle}/sign-in-codes.json`,
  /** When the last mail of a kind was sent to the address. */
  invitationSent: (handle: string) => `${PENDING_PREFIX}${handle}/invitation-sent.json`,
  passwordResetSent: (handle: string) => `${PENDING_PREFIX}${handle}/password-reset-sent.json`,
  mfaResetSent: (handle: string) => `${PENDING_PREFIX}${handle}/mfa-reset-sent.json`,
  /** When a code was last mailed to the address since someone signed in says that it is theirs. */
  attributeCodeSent: (handle: string) => `${PENDING_PREFIX}${handle}/attribute-code-sent.json`,
  /** When the password was last recovered by mail. */
  passwordRecovered: (handle: string) => `${PEOPLE_PREFIX}${handle}/password-recovered.json`,
  /** The second factor has been removed by reset-mfa and no new one is confirmed yet. */
  mfaResetPending: (handle: string) => `${PEOPLE_PREFIX}${handle}/mfa-reset-pending.json`,
} as const;

export const PICTURES_PREFIX = `${PEOPLE_PREFIX}pictures/`;
export const UPLOADS_PREFIX = `${PENDING_PREFIX}pictures/`;

/** By sub, which stays when the email address changes, and never comes back: what belongs to the account and only its owner asks for. */
export const accountObjects = {
  /** What came through the form of `upload-picture`. It counts for nothing, and expires, unless `set-picture` takes it over. */
  uploadedPicture: (sub: string) => `${UPLOADS_PREFIX}${sub}`,
  picture: (sub: string) => `${PICTURES_PREFIX}${sub}`,
  /** The new address or number that waits for its code, when that was sent, and how many codes were tried. */
  emailChange: (sub: string) => `${PENDING_PREFIX}${sub}/email-change.json`,
  phoneChange: (sub: string) => `${PENDING_PREFIX}${sub}/phone-change.json`,
} as const;
