import type { Operation } from './operation';

/** The passkeys of an account: on with `signIn.passkey`. */
export const passkeyOperations = {
} as const satisfies Record<string, Operation>;
