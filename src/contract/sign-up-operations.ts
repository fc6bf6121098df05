import type { Operation } from './operation';

/** People make their own accounts: on with `selfSignUpEnabled`. */
export const signUpOperations = {
} as const satisfies Record<string, Operation>;
