import type { Operation } from './operation';

/** What administrators change. */
export const adminAccountOperations = {
} as const satisfies Record<string, Operation>;
