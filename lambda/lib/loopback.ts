/** A machine's own name for itself, for which browsers make exceptions. No API on AWS is reached by it. */
export const isLoopback = (host: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(host);
