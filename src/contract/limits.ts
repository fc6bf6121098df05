/** Bytes of a request body; no valid request comes near. */
export const MAX_BODY_BYTES = 16_384;

/** Members of this group may start a password reset for anyone. */
export const ADMINISTRATORS_GROUP = 'admins';

/** Cognito keeps no more passkeys of a person: https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
export const MAX_PASSKEYS = 20;

/** Seconds after a sign-in in which its tokens may change what protects the account: password, factors, passkeys, addresses. Refreshing does not renew it. */
export const FRESH_SIGN_IN_SECONDS = 600;
