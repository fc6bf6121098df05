import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { derivedKey } from './client-secret';
import { HttpError } from './http-error';

/** What a sign-in must remember between two requests. The caller carries it, sealed. */
export interface VerificationSession {
  readonly session: string;
  /** Empty before Cognito has said who it is: with first factors other than the password. */
  readonly sub: string;
  readonly email: string;
  readonly challenge: string;
  /** Of a challenge that comes before anything is proven. */
  readonly first?: true;
  /** The second factors to choose from, with SELECT_MFA_TYPE. */
  readonly factors?: readonly string[];
  /** With NEW_PASSWORD_REQUIRED, what the new password must not be or contain. */
  readonly name?: string;
  readonly temporary?: string;
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

/** Characters that a session with a first factor is filled up to: its length must not tell whether there is a session of Cognito's in it. */
const FIRST_LENGTH = 2600;

/** Sealed for as long as Cognito's session lives, which may have begun before. */
export const seal = async (content: VerificationSession, begun = Date.now()): Promise<string> => {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', await key(), iv);
  const text = JSON.stringify({ ...content, begun } satisfies OpenedSession);
  const plain = content.first ? text.padEnd(FIRST_LENGTH) : text;
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
