import { createHash, randomBytes, randomInt } from 'node:crypto';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const BASE62 = `${LOWER}${LOWER.toUpperCase()}${DIGITS}`;
const BASE36 = `${LOWER}${DIGITS}`;

const pick = (alphabet: string, length: number) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

/** The same seed gives the same id, so that a restarted stack finds the pool whose users were saved. */
function derived(alphabet: string, length: number, seed: string): string {
  const digest = createHash('sha512').update(seed).digest();
  return Array.from(digest.subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join('');
}

export const poolSuffix = (seed?: string) => seed ? derived(BASE62, 9, seed) : pick(BASE62, 9);
export const clientId = (seed?: string) => seed ? derived(BASE36, 26, seed) : pick(BASE36, 26);
export const clientSecret = () => pick(BASE36, 51);
/** [D] 28 characters. */
export const trackedSessionId = () => `tkn${pick(BASE36, 25)}`;
export const digits = (length: number) => pick(DIGITS, length);
export const pickFrom = pick;

/** About as long as a real one, so that limits on length are met here too. */
export const sessionString = () => `AYAB${randomBytes(768).toString('base64url')}`;

/** Of WebAuthn, which asks for 16 bytes at least. */
export const challengeString = () => randomBytes(32).toString('base64url');

/** A real refresh token is a JWE of about 1.7 KB whose content only Cognito can read. */
export function refreshTokenString(): string {
  const header = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString('base64url');
  return [header, ...[256, 12, 960, 16].map((length) => randomBytes(length).toString('base64url'))].join('.');
}

export const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');
