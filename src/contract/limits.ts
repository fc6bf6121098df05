/** Bytes of a request body; no valid request comes near. */
export const MAX_BODY_BYTES = 16_384;

/** Members of this group may do what `/v1/admin` is for, and start a password reset for anyone. */
export const ADMINISTRATORS_GROUP = 'admins';

/** Bytes of a picture: S3 itself refuses an upload of more. */
export const MAX_PICTURE_BYTES = 1_048_576;

/** What a picture may be. No SVG: it is a document that can hold scripts. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** Seconds in which the form of `upload-picture` can be sent. */
export const PICTURE_UPLOAD_SECONDS = 300;

/** Seconds that the address of a picture is good for. */
export const PICTURE_URL_SECONDS = 600;
/** Cognito keeps no more passkeys of a person: https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
export const MAX_PASSKEYS = 20;

/** Seconds after a sign-in in which its tokens may change what protects the account: password, factors, passkeys, addresses. Refreshing does not renew it. */
export const FRESH_SIGN_IN_SECONDS = 600;
