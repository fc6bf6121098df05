import type { Operation } from './operation';

/** Whatever a sign-in asks for next, in one operation. */
export const challengeOperations = {
} as const satisfies Record<string, Operation>;
