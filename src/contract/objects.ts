/**
 * Where things about a person lie in the bucket. Every key is fixed by the person's handle, so that erasing lists nothing.
 * A lifecycle rule expires what lies below `PENDING_PREFIX` in a day; markers that guard an account stay until they have served.
 */
export const PEOPLE_PREFIX = 'people/';
export const PENDING_PREFIX = `${PEOPLE_PREFIX}pending/`;

export const personObjects = {
  /** The Cognito session and the count of wrong codes of an enrolment that waits for its first code. */
  enrolment: (handle: string) => `${PENDING_PREFIX}${handle}/enrolment.json`,
  qrCode: (handle: string) => `${PENDING_PREFIX}${handle}/qr.png`,
  /** How many codes of the second factor have been wrong at sign-ins, and which sign-ins a new password has ended. */
  pendingSignIns: (handle: string) => `${PENDING_PREFIX}${handle}/sign-ins.json`,
  /** When the last mail of a kind was sent to the address. */
  invitationSent: (handle: string) => `${PENDING_PREFIX}${handle}/invitation-sent.json`,
  passwordResetSent: (handle: string) => `${PENDING_PREFIX}${handle}/password-reset-sent.json`,
  mfaResetSent: (handle: string) => `${PENDING_PREFIX}${handle}/mfa-reset-sent.json`,
  signUpSent: (handle: string) => `${PENDING_PREFIX}${handle}/sign-up-sent.json`,
  /** How many codes of a sign-up were tried, and the one of which it is not known whether it was right. */
  signUpCodes: (handle: string) => `${PENDING_PREFIX}${handle}/sign-up-codes.json`,
  /** When the password was last recovered by mail. */
  passwordRecovered: (handle: string) => `${PEOPLE_PREFIX}${handle}/password-recovered.json`,
  /** The second factor has been removed by reset-mfa and no new one is confirmed yet. */
  mfaResetPending: (handle: string) => `${PEOPLE_PREFIX}${handle}/mfa-reset-pending.json`,
} as const;
