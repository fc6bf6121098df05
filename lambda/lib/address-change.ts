import type { Person } from './access-token';
import { HttpError } from './http-error';
import { amend, read, remove, write, writeInTurn, type Stored } from './objects';
import { assertNotRecoveredLately } from './password-recovery';
import { CODES_INTERVAL, MAX_WRONG_CODES } from './pending-sign-ins';
import { accountObjects, personObjects } from '../../src/contract/objects';

export type Attribute = 'EMAIL' | 'PHONE';

/** What Cognito calls an attribute, what a request calls it, and where is kept what waits for a code. */
export const attributes = {
  EMAIL: { name: 'email', verified: 'email_verified', field: 'email', key: accountObjects.emailChange },
  PHONE: { name: 'phone_number', verified: 'phone_number_verified', field: 'mobile_phone_number', key: accountObjects.phoneChange },
} as const;

/** What is known of a code that was asked for. Cognito keeps the code itself, and what it is for. */
export interface AddressChange {
  /** The new address or number; absent where the present one is to be proven. */
  readonly to?: string;
  /** It is another account's: nothing was sent, and no code can be right. */
  readonly taken?: boolean;
  /** The handle of the address that a new one takes the place of. */
  readonly from?: string;
  readonly sent_at: number;
  /** Codes tried since `since` that were wrong, or are just being judged. */
  readonly codes: number;
  readonly since: number;
}

export const changeOf = (attribute: Attribute, { sub }: Pick<Person, 'sub'>): Promise<Stored<AddressChange> | undefined> => read(attributes[attribute].key(sub));

export const forgetChange = (attribute: Attribute, { sub }: Person) => remove(attributes[attribute].key(sub));

/**
 * The address receives the codes that recover the account. It stays where it is as long as mail alone has just set the password, or a reset of the second
 * factor is not finished: those guards lie under its handle, and nobody gets round them by another address.
 */
export const assertEmailMayChange = async (handle: string): Promise<void> => {
  await assertNotRecoveredLately(handle, 'EMAIL_CHANGE_TOO_SOON');
  if (await read(personObjects.mfaResetPending(handle))) {
    throw new HttpError('MFA_RESET_PENDING');
  }
};

/** Counts a code before Cognito judges it, over any number of codes sent, so that requests side by side cannot share one count. */
export const countTry = async (attribute: Attribute, { sub }: Person, { content, etag }: Stored<AddressChange>): Promise<void> => {
  const now = Date.now();
  const until = content.since + CODES_INTERVAL;
  const counted = now < until ? { ...content, codes: content.codes + 1 } : { ...content, codes: 1, since: now };
  if (counted.codes > MAX_WRONG_CODES) {
    throw new HttpError('TOO_MANY_REQUESTS', undefined, Math.ceil((until - now) / 1000));
  }
  await writeInTurn(attributes[attribute].key(sub), counted, etag);
};

/** Takes back the count of a code that was not found wrong: in an outage nobody looked at it. */
export const uncountTry = (attribute: Attribute, { sub }: Person): Promise<void> =>
  amend<AddressChange>(attributes[attribute].key(sub), (content) => ({ ...content, codes: Math.max(0, content.codes - 1) }));

/** Nothing waits any more. When the last code was sent stays known, and how many were tried: else both limits could be got round. */
export const settleChange = async (attribute: Attribute, { sub }: Person, { sent_at, codes, since }: AddressChange): Promise<void> => {
  await write(attributes[attribute].key(sub), { sent_at, codes, since } satisfies AddressChange);
};
