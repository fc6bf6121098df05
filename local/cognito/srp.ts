import { createDiffieHellman, createHash, createHmac, getDiffieHellman, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * SRP-6a as Cognito speaks it [O, from its clients]: the 3072-bit group of RFC 3526, which RFC 5054 names too, with generator 2, SHA-256, numbers
 * written as Java's BigInteger does, and a session key by HKDF.
 */
const GROUP = getDiffieHellman('modp15').getPrime();
const N = toNumber(GROUP);
const G = 2n;
const INFO = 'Caldera Derived Key';

export interface SrpVerifier {
  /** In hex, without leading zeros. */
  readonly salt: string;
  readonly verifier: string;
}

/** What the server keeps between SRP_A and the proof. */
export interface SrpExchange {
  readonly clientPublic: string;
  readonly serverPublic: string;
  readonly serverSecret: string;
}

export interface SrpProof {
  readonly poolName: string;
  /** USER_ID_FOR_SRP, over which the verifier was made. */
  readonly userId: string;
  /** In Base64, both. */
  readonly secretBlock: string;
  readonly signature: string;
  readonly timestamp: string;
}

function toNumber(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

const sha256 = (...parts: (Buffer | string)[]) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const hmac = (key: Buffer, ...parts: (Buffer | string)[]) => parts.reduce((hash, part) => hash.update(part), createHmac('sha256', key)).digest();

/** An even number of digits, and a zero byte before a first bit that would read as a sign. */
export function padded(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 ? `0${hex}` : hex;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

/** By OpenSSL, in half a millisecond; JavaScript's own numbers take ten times as long. */
function power(base: bigint, exponent: bigint): bigint {
  const group = createDiffieHellman(GROUP, 2);
  group.setPrivateKey(padded(exponent));
  return toNumber(group.computeSecret(padded(base)));
}

const K = toNumber(sha256(padded(N), padded(G)));

export const poolName = (poolId: string) => poolId.split('_')[1];

export function makeVerifier(poolId: string, userId: string, password: string, salt = randomBytes(16)): SrpVerifier {
  const number = toNumber(salt);
  const x = toNumber(sha256(padded(number), sha256(`${poolName(poolId)}${userId}:${password}`)));
  return { salt: number.toString(16), verifier: power(G, x).toString(16) };
}

/** Undefined for what no client may send: a multiple of N would make the session key known to anybody. */
export function startExchange(verifier: SrpVerifier, clientPublic: string, secret = randomBytes(32)): SrpExchange | undefined {
  if (!/^[0-9a-f]{1,768}$/i.test(clientPublic) || BigInt(`0x${clientPublic}`) % N === 0n) return undefined;
  const b = toNumber(secret);
  const B = (K * BigInt(`0x${verifier.verifier}`) + power(G, b)) % N;
  return { clientPublic: clientPublic.toLowerCase(), serverPublic: B.toString(16), serverSecret: b.toString(16) };
}

function sessionKey({ verifier }: SrpVerifier, { clientPublic, serverPublic, serverSecret }: SrpExchange): Buffer {
  const [v, A, B, b] = [verifier, clientPublic, serverPublic, serverSecret].map((hex) => BigInt(`0x${hex}`));
  const u = toNumber(sha256(padded(A), padded(B)));
  const S = power(A * power(v, u) % N, b);
  return hmac(hmac(padded(u), padded(S)), INFO, Buffer.of(1)).subarray(0, 16);
}

/** Whether the client knows the password that the verifier was made of. */
export function proves(verifier: SrpVerifier, exchange: SrpExchange, proof: SrpProof): boolean {
  const { userId, secretBlock, timestamp, signature } = proof;
  const expected = hmac(sessionKey(verifier, exchange), proof.poolName, userId, Buffer.from(secretBlock, 'base64'), timestamp);
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Java's `EEE MMM d HH:mm:ss z yyyy` in English, at UTC: `Sat Nov 28 09:05:00 UTC 2026`, and a day below ten has one digit. */
export function srpTimestamp(now: number): string {
  const date = new Date(now);
  const [, time] = date.toISOString().split(/[T.]/);
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()} ${time} UTC ${date.getUTCFullYear()}`;
}

/** Only the one way to write a moment passes: `Sep 05` does not, nor another day of the week. */
export function isSrpTimestamp(text: string): boolean {
  const now = Date.parse(text);
  return !Number.isNaN(now) && srpTimestamp(now) === text;
}
