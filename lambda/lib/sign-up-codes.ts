import { createHmac, randomUUID } from 'node:crypto';
import { derivedKey } from './client-secret';
import { HttpError } from './http-error';
import { read, writeIfUnchanged, writeInTurn } from './objects';
import { CODES_INTERVAL, MAX_WRONG_CODES } from './pending-sign-ins';
import { personObjects } from '../../src/contract/objects';

/** Milliseconds for which a code is kept that may have been right: long enough for its owner to come again past a stranger who uses up the tries. */
const MEMORY = 60 * 60 * 1000;

/** Milliseconds for which others wait where nobody says that a try is over: no function runs longer. */
const LONGEST_TRY = 30 * 1000;

interface Kept {
  readonly codes: number;
  readonly since: number;
  /** Who is at it, and until when the others wait. */
  readonly by: string;
  readonly until: number;
  /** The code that was tried last while the account was unconfirmed, and when: there as long as nobody knows what Cognito made of it. */
  readonly claim?: { readonly code: string; readonly at: number };
}

/** One try of one code. */
export interface Attempt {
  readonly handle: string;
  readonly kept: Kept;
  readonly isUnconfirmed: boolean;
  /** This very code was the last that was tried while the account was unconfirmed, and nobody knows what came of it. */
  readonly isRepeated: boolean;
}

/** Six digits are soon guessed from their hash, unless it takes a key. */
const hashOf = async (handle: string, code: string) => createHmac('sha256', await derivedKey('sign-up-code')).update(`${handle}:${code}`).digest('hex');

/**
 * Counts a code before Cognito judges it, and lets one try at a time go on. `askWhether` the account is unconfirmed comes in between, so that nobody else
 * can confirm it until this try is over. Should the answer get lost and the account be confirmed afterwards, then this code was the right one.
 */
export const beginAttempt = async (handle: string, code: string, askWhether: () => Promise<boolean>): Promise<Attempt> => {
  const key = personObjects.signUpCodes(handle);
  const [stored, hash] = await Promise.all([read<Kept>(key), hashOf(handle, code)]);
  const { codes = 0, since = 0, until = 0, claim } = stored?.content ?? {};
  const now = Date.now();
  const counted = now < since + CODES_INTERVAL ? { codes: codes + 1, since } : { codes: 1, since: now };
  const isUsedUp = counted.codes > MAX_WRONG_CODES;
  if (isUsedUp || now < until) {
    // Most tries are over within a second.
    throw new HttpError('TOO_MANY_REQUESTS', undefined, isUsedUp ? Math.ceil((since + CODES_INTERVAL - now) / 1000) : 1);
  }
  const isUnconfirmed = await askWhether();
  const known = claim && now < claim.at + MEMORY ? claim : undefined;
  const next = isUnconfirmed ? { code: hash, at: now } : known;
  const kept: Kept = { ...counted, by: randomUUID(), until: now + LONGEST_TRY, ...next && { claim: next } };
  await writeInTurn(key, kept, stored?.etag);
  return { handle, kept, isUnconfirmed, isRepeated: known?.code === hash };
};

/** Refuses to go on after a pause in which another try may have begun: Lambda stops a function that has answered, and may wake it up much later. */
export const assertInTime = ({ kept: { until } }: Attempt): void => {
  if (Date.now() >= until) {
    throw new HttpError('SERVICE_UNAVAILABLE', undefined, 1);
  }
};

/** Lets the next try begin. A code that may have been right can be repeated; only a wrong one counts. */
export const endAttempt = async ({ handle, kept, isUnconfirmed }: Attempt, outcome: 'WRONG' | 'UNJUDGED' | 'PERHAPS_RIGHT'): Promise<void> => {
  const key = personObjects.signUpCodes(handle);
  const stored = await read<Kept>(key);
  if (stored?.content.by !== kept.by) {
    return;
  }
  const { codes, since, by, claim } = kept;
  const over: Kept = { codes: outcome === 'WRONG' ? codes : codes - 1, since, by, until: 0 };
  await writeIfUnchanged(key, isUnconfirmed && outcome !== 'PERHAPS_RIGHT' ? over : { ...over, ...claim && { claim } }, stored.etag);
};
