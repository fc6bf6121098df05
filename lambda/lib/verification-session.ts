import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { derivedKey } from './client-secret';
import { HttpError } from './http-error';

/** What a sign-in must remember between two requests. The caller carries it, sealed. */
export interface VerificationSession {
  readonly session: string;
  readonly sub: string;
  readonly email: string;
  readonly challenge: string;
}

/** What comes back, with when it was sealed. */
export interface OpenedSession extends VerificationSession {
  readonly begun: number;
}

/** Seconds: as long as Cognito's own session lives (the app client's AuthSessionValidity). */
export const SESSION_LIFETIME = 900;

const IV = 12;
const TAG = 16;
const key = () => derivedKey('verification-session');

export const seal = async (content: VerificationSession): Promise<string> => {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', await key(), iv);
  const plain = JSON.stringify({ ...content, begun: Date.now() } satisfies OpenedSession);
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
};

export const unseal = async (sealed: string): Promise<OpenedSession> => {
  const bytes = Buffer.from(sealed, 'base64url');
  const unsealing = await key();
  try {
    const decipher = createDecipheriv('aes-256-gcm', unsealing, bytes.subarray(0, IV), { authTagLength: TAG });
    decipher.setAuthTag(bytes.subarray(-TAG));
    const content: OpenedSession = JSON.parse(decipher.update(bytes.subarray(IV, -TAG), undefined, 'utf8') + decipher.final('utf8'));
    if (Date.now() < content.begun + SESSION_LIFETIME * 1000) {
      return content;
    }
  } catch {
    // Too short, forged, or of another pool: answered like an expired one.
  }
  throw new HttpError('INVALID_SESSION');
};
