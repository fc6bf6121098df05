/** Proves to the operations that a request came through the CloudFront distribution in front of the API, where there is one. */
export const ORIGIN_SECRET_HEADER = 'x-origin-secret';
