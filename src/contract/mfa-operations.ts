import type { Operation } from './operation';

/** The second factors of an account. */
export const mfaOperations = {
} as const satisfies Record<string, Operation>;
