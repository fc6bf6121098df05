import type { Operation } from './operation';

/** Where a person is signed in. */
export const sessionOperations = {
} as const satisfies Record<string, Operation>;
