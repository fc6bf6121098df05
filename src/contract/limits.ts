/** Bytes of a request body; no valid request comes near. */
export const MAX_BODY_BYTES = 16_384;

/** Members of this group may start a password reset for anyone. */
export const ADMINISTRATORS_GROUP = 'admins';
