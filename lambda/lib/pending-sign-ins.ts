import { environment } from './environment';
import { HttpError } from './http-error';
import { amend, read, remove, write, writeIfUnchanged, writeInTurn } from './objects';
import { personObjects } from '../../src/contract/objects';

/** Six digits are guessed in a million tries, not in five. */
export const MAX_WRONG_CODES = 5;

/** Milliseconds in which there are no more wrong codes than that. */
export const CODES_INTERVAL = 15 * 60 * 1000;

/** Which codes are counted: the second factor's, or those that stand in for the password. */
type Codes = 'pendingSignIns' | 'signInCodes';

/** What is kept of the sign-ins that wait for a code; nothing while all is well. */
interface PendingSignIns {
  /** Wrong codes, and those that are just being judged. */
  readonly codes: number;
  readonly since: number;
  /** Those that began before are over: the password has changed. */
  readonly begun_from?: number;
}

/**
 * Counts a code before Cognito judges it, so that requests side by side cannot share one count. Cognito's own lock begins with a second: whoever knows a
 * password could try hundreds of codes of the second factor a day, over as many sign-ins as they like. Nor does it end a sign-in whose password has changed
 * meanwhile.
 */
export const countCode = async (handle: string, begun: number, kind: Codes = 'pendingSignIns'): Promise<void> => {
  const key = personObjects[kind](handle);
  const now = Date.now();
  const first: PendingSignIns = { codes: 1, since: now };
  if (await writeIfUnchanged(key, first, undefined)) {
    return;
  }
  const stored = await read<PendingSignIns>(key);
  const { codes = 0, since = 0, begun_from } = stored?.content ?? {};
  if (begun < (begun_from ?? 0)) {
    throw new HttpError('INVALID_SESSION');
  }
  const until = since + CODES_INTERVAL;
  const counted = now < until ? { codes: codes + 1, since, begun_from } : { ...first, begun_from };
  if (counted.codes > MAX_WRONG_CODES) {
    throw new HttpError('TOO_MANY_REQUESTS', undefined, Math.ceil((until - now) / 1000));
  }
  await writeInTurn(key, counted, stored?.etag);
};

/** Takes back the count of a code that was not found wrong: the sign-in was over, or nothing was judged in an outage. */
export const uncountCode = (handle: string, kind: Codes = 'pendingSignIns'): Promise<void> =>
  amend<PendingSignIns>(personObjects[kind](handle), (content) => ({ ...content, codes: Math.max(0, content.codes - 1) }));

/** Forgets the wrong codes once the right one came. */
export const forgetCodes = async (handle: string): Promise<void> => {
  const key = personObjects.pendingSignIns(handle);
  const begun_from = (await read<PendingSignIns>(key))?.content.begun_from;
  await (begun_from === undefined ? remove(key) : write(key, { codes: 0, since: Date.now(), begun_from }));
};

/** Whether a new password has ended the sign-ins that began then. */
export const isOver = async (handle: string, begun: number): Promise<boolean> =>
  begun < ((await read<PendingSignIns>(personObjects.pendingSignIns(handle)))?.content.begun_from ?? 0);

/** Ends what was begun with a password that is no longer the person's: sign-ins that wait for a code, and an enrolment that waits for its first. */
export const endPendingSignIns = async (handle: string): Promise<void> => {
  const key = personObjects.pendingSignIns(handle);
  const { codes = 0, since = 0 } = (await read<PendingSignIns>(key))?.content ?? {};
  await Promise.all([
    write(key, { codes, since, begun_from: Date.now() }),
    remove(personObjects.enrolment(handle)),
    remove(personObjects.qrCode(handle)),
    ...environment.ONE_TIME_CODES === 'true' ? [remove(personObjects.emailCodeSent(handle)), remove(personObjects.smsCodeSent(handle))] : [],
  ]);
};
