import { operation } from 'contract:row';
import { UNTOLD, isOneOf } from './aws-errors';
import { logSwallowed } from './log';
import { read, remove, writeIfUnchanged } from './objects';

/** Milliseconds in which one address gets at most one mail of a kind. */
export const INTERVAL = 5 * 60 * 1000;

/** Takes the turn to mail, or says that someone had it a short while ago. */
const takeTurn = async (key: string): Promise<boolean> => {
  const last = await read<{ sent_at: number }>(key);
  return (!last || Date.now() - last.content.sent_at >= INTERVAL) && writeIfUnchanged(key, { sent_at: Date.now() }, last?.etag);
};

/** Sends a mail, unless the address got one of that kind in the last five minutes; the key names kind and address. A failure gives the turn back. */
export const mailOnce = async (key: string, send: () => Promise<unknown>): Promise<void> => {
  if (!await takeTurn(key)) {
    return;
  }
  try {
    await send();
  } catch (error) {
    await remove(key);
    throw error;
  }
};

/** For `.catch` where the caller has proven nothing: what Cognito says about the account is logged, and the answer stays the same. */
export const swallowAccountState = (error: unknown): void => {
  if (!isOneOf(error, UNTOLD)) {
    throw error;
  }
  logSwallowed(operation, error);
};
