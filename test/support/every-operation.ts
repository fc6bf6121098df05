import type { CognitoAuthApiProps } from '../../src';
import type { Operation } from '../../src/contract';

/** The props of an API that has every operation of the contract. */
export const everyOperation = {
  operations: { all: true },
  // Passkeys belong to a domain, which no default can know; offline it is localhost.
  signIn: { passkey: { relyingPartyId: 'example.com' } },
  mfa: { passkey: true },
} satisfies CognitoAuthApiProps;

/** The actions that an operation's handler takes there: of all that can be on besides, that API changes addresses and tracks sessions. */
export const everyActionOf = ({ actions, actionsWhere = {} }: Operation): string[] =>
  [...actions, ...actionsWhere.ADDRESS_CHANGE ?? [], ...actionsWhere.SESSION_TRACKING ?? []];
