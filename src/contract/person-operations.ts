import type { Operation } from './operation';

/** What is held on a person, and the picture. */
export const personOperations = {
} as const satisfies Record<string, Operation>;
