import type { Operation } from './operation';

/** What a person changes of the own account. */
export const profileOperations = {
} as const satisfies Record<string, Operation>;
