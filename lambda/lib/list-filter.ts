/** Quotes and backslashes end a filter's text: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** Cognito takes no longer ones: the same page. */
export const MAX_FILTER = 256;
