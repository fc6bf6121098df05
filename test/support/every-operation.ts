import type { CognitoAuthApiProps } from '../../src';

/** The props of an API that has every operation of the contract. */
export const everyOperation = {
  operations: { all: true },
  // Passkeys belong to a domain, which no default can know; offline it is localhost.
  signIn: { passkey: { relyingPartyId: 'example.com' } },
  mfa: { passkey: true },
} satisfies CognitoAuthApiProps;
