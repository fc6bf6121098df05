import { createHash, createHmac, randomBytes } from 'node:crypto';

/** The client's half of SRP as Amplify does it, in JavaScript's own numbers: nothing is shared with the stand-in. */
const N = BigInt(`0x${[
  'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437',
  '4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05',
  '98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B',
  'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33',
  'A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864',
  'D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
].join('')}`);
const G = 2n;

export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let square = base % modulus, rest = exponent; rest > 0n; rest /= 2n, square = square * square % modulus) {
    if (rest % 2n) result = result * square % modulus;
  }
  return result;
}

/** With a zero byte before a first bit that would read as a sign. */
function bytes(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.padStart(hex.length + hex.length % 2, '0');
  return Buffer.from(parseInt(even[0], 16) > 7 ? `00${even}` : even, 'hex');
}

const hash = (...parts: (string | Buffer)[]) => createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part as string)))).digest();
const number = (buffer: Buffer) => BigInt(`0x${buffer.toString('hex')}`);

/** `Sat Nov 28 09:05:00 UTC 2026` */
export function timestamp(now: number): string {
  const [day, date, month, year, time] = new Date(now).toUTCString().replace(',', '').split(' ');
  return `${day} ${month} ${Number(date)} ${time} UTC ${year}`;
}

export interface Challenged {
  readonly poolId: string;
  readonly userId: string;
  readonly salt: string;
  readonly serverPublic: string;
  readonly secretBlock: string;
}

export class SrpClient {
  static readonly modulus = N;

  private readonly a = number(randomBytes(32));
  private readonly A = modPow(G, this.a, N);
  /** SRP_A */
  readonly publicValue = this.A.toString(16);

  /** PASSWORD_CLAIM_SIGNATURE */
  sign(password: string, { poolId, userId, salt, serverPublic, secretBlock }: Challenged, time: string): string {
    const pool = poolId.split('_')[1];
    const B = BigInt(`0x${serverPublic}`);
    const u = number(hash(bytes(this.A), bytes(B)));
    const x = number(hash(bytes(BigInt(`0x${salt}`)), hash(`${pool}${userId}:${password}`)));
    const k = number(hash(bytes(N), bytes(G)));
    const base = (B - k * modPow(G, x, N) % N + N) % N;
    const S = modPow(base, this.a + u * x, N);
    const prk = createHmac('sha256', bytes(u)).update(bytes(S)).digest();
    const key = createHmac('sha256', prk).update('Caldera Derived Key\u0001').digest().subarray(0, 16);
    return createHmac('sha256', key).update(pool).update(userId).update(Buffer.from(secretBlock, 'base64')).update(time).digest('base64');
  }
}
