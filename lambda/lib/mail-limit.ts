import { operation } from 'contract:row';
import { UNTOLD, isOneOf } from './aws-errors';
import { logSwallowed } from './log';
import { read, remove, writeIfUnchanged } from './objects';

/** Milliseconds in which one address gets at most one mail of a kind. */
export const INTERVAL = 5 * 60 * 1000;

/** Milliseconds until the next turn. */
export const untilNext = (sentAt = 0): number => Math.max(0, sentAt + INTERVAL - Date.now());

/** Takes the turn to mail, or says that someone had it a short while ago. */
const takeTurn = async (key: string): Promise<boolean> => {
  const last = await read<{ sent_at: number }>(key);
  return untilNext(last?.content.sent_at) === 0 && writeIfUnchanged(key, { sent_at: Date.now() }, last?.etag);
};

/** Says whether it was anyone's turn to mail; if so, the mail is sent. A failure gives the turn back. */
export const mailInTurn = async (key: string, send: () => Promise<unknown>): Promise<boolean> => {
  if (!await takeTurn(key)) {
    return false;
  }
  try {
    await send();
  } catch (error) {
    await remove(key);
    throw error;
  }
  return true;
};

/** Sends a mail, unless the address got one of that kind in the last five minutes; the key names kind and address. */
export const mailOnce = async (key: string, send: () => Promise<unknown>): Promise<void> => {
  await mailInTurn(key, send);
};

/** For `.catch` where the caller has proven nothing: what Cognito says about the account is logged, and the answer stays the same. */
export const swallowAccountState = (error: unknown): void => {
  if (!isOneOf(error, UNTOLD)) {
    throw error;
  }
  logSwallowed(operation, error);
};
