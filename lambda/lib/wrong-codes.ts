import { HttpError } from './http-error';
import { read, remove, writeIfUnchanged } from './objects';
import { personObjects } from '../../src/contract/objects';

/** Six digits are guessed in a million tries, not in five. */
export const MAX_WRONG_CODES = 5;

/** Milliseconds in which a person's sign-ins have no more wrong codes than that. */
const INTERVAL = 15 * 60 * 1000;

interface WrongCodes {
  readonly count: number;
  readonly since: number;
}

/**
 * Counts a code before Cognito judges it, so that requests side by side cannot share one count. Cognito itself sets no limit: whoever knows a password
 * could try codes of the second factor for ever, over as many sign-ins as they like.
 */
export const countCode = async (handle: string): Promise<void> => {
  const key = personObjects.wrongCodes(handle);
  const now = Date.now();
  const first: WrongCodes = { count: 1, since: now };
  if (await writeIfUnchanged(key, first, undefined)) {
    return;
  }
  const stored = await read<WrongCodes>(key);
  const until = (stored?.content.since ?? 0) + INTERVAL;
  const counted = stored && now < until ? { ...stored.content, count: stored.content.count + 1 } : first;
  if (counted.count > MAX_WRONG_CODES) {
    throw new HttpError('TOO_MANY_REQUESTS', undefined, Math.ceil((until - now) / 1000));
  }
  if (!await writeIfUnchanged(key, counted, stored?.etag)) {
    throw new HttpError('TOO_MANY_REQUESTS', undefined, 1);
  }
};

export const forgetCodes = (handle: string) => remove(personObjects.wrongCodes(handle));
