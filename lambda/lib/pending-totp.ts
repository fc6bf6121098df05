import { HttpError } from './http-error';
import { amend, read, remove, write, writeInTurn } from './objects';
import { MAX_WRONG_CODES } from './pending-sign-ins';
import { SESSION_LIFETIME } from './verification-session';
import { personObjects } from '../../src/contract/objects';

/** An authenticator app that somebody signed in has asked for, and that waits for its first code. Cognito keeps the secret, and hands it out once. */
interface PendingTotp {
  readonly sub: string;
  readonly tried: number;
  readonly expires: number;
}

export const startTotp = (handle: string, sub: string) =>
  write(personObjects.totp(handle), { sub, tried: 0, expires: Date.now() + SESSION_LIFETIME * 1000 } satisfies PendingTotp);

export const forgetTotp = (handle: string) => Promise.all([remove(personObjects.totp(handle)), remove(personObjects.totpQrCode(handle))]);

/** Counts a code before Cognito judges it, so that requests side by side cannot share one count; answers how many there have been. */
export const countTotpCode = async (handle: string, sub: string): Promise<number> => {
  const key = personObjects.totp(handle);
  const stored = await read<PendingTotp>(key);
  const pending = stored?.content;
  if (!pending || pending.sub !== sub || pending.expires <= Date.now() || pending.tried >= MAX_WRONG_CODES) {
    throw new HttpError('TOTP_NOT_STARTED');
  }
  const tried = pending.tried + 1;
  await writeInTurn(key, { ...pending, tried }, stored!.etag);
  return tried;
};

/** Takes back the count of a code that was not found wrong: in an outage nobody looked at it. */
export const uncountTotpCode = (handle: string): Promise<void> =>
  amend<PendingTotp>(personObjects.totp(handle), (content) => ({ ...content, tried: Math.max(0, content.tried - 1) }));
