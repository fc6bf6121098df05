/** For every AWS client: milliseconds to connect and to wait for an answer. Without the last setting the SDK would only warn and go on waiting. */
export const timeLimits = { connectionTimeout: 1_000, requestTimeout: 4_000, throwOnRequestTimeout: true } as const;
