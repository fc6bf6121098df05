import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

export interface CreationOptions {
  readonly challenge: string;
  readonly rp: { readonly id: string };
  readonly user: { readonly id: string };
  readonly excludeCredentials?: readonly { readonly id: string }[];
}

export interface RequestOptions {
  readonly challenge: string;
  readonly rpId: string;
  readonly allowCredentials?: readonly { readonly id: string }[];
}

/** What an authenticator, or who pretends to be one, may do differently. */
export interface Behaviour {
  /** Of the page; the relying party's own over https, or http for localhost. */
  readonly origin?: string;
  /** Whether it asks for a PIN or a finger. */
  readonly verifiesUser?: boolean;
  /** What it says that it counted; those that are synced say 0. */
  readonly signatures?: number | string;
  /** Whether it signs with a key that it made up. */
  readonly forges?: boolean;
  /** Of the key that it makes. */
  readonly algorithm?: 'ES256' | 'ES384';
  /** Whom it answers for, in place of whom the options name. */
  readonly relyingPartyId?: string;
}

interface Credential {
  readonly id: string;
  readonly relyingPartyId: string;
  readonly userHandle: string;
  readonly key: KeyObject;
  signatures: number;
}

const ES384 = -35;
const ALGORITHM = { ES256: { id: -7, curve: 1, name: 'P-256', hash: 'sha256' }, ES384: { id: ES384, curve: 2, name: 'P-384', hash: 'sha384' } } as const;
const PRESENT = 0x01;
const VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const uint32 = (value: number) => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(value); return bytes; };
const uint16 = (value: number) => { const bytes = Buffer.alloc(2); bytes.writeUInt16BE(value); return bytes; };

const newKey = (namedCurve = 'P-256') => generateKeyPairSync('ec', { namedCurve });

/** An authenticator and its browser, in software: https://www.w3.org/TR/webauthn-3/. Its attestation is "none". */
export class Authenticator {
  private readonly credentials: Credential[] = [];

  public constructor(private readonly behaviour: Behaviour = {}) {}

  /** As `navigator.credentials.create` and `toJSON` answer. */
  public create(options: CreationOptions, once: Behaviour = {}) {
    const { algorithm = 'ES256', relyingPartyId = options.rp.id, ...behaviour } = { ...this.behaviour, ...once };
    if (options.excludeCredentials?.some(({ id }) => this.credentials.some((one) => one.id === id))) {
      throw new Error('InvalidStateError: the authenticator has a passkey of this person');
    }
    const { id: alg, curve, name } = ALGORITHM[algorithm];
    const { privateKey, publicKey } = newKey(name);
    const id = randomBytes(16);
    const credential = { id: id.toString('base64url'), relyingPartyId, userHandle: options.user.id, key: privateKey, signatures: 0 };
    this.credentials.push(credential);
    const { x, y } = publicKey.export({ format: 'jwk' });
    const cose = new Map<number, number | Uint8Array>([
      [1, 2], [3, alg], [-1, curve], [-2, new Uint8Array(Buffer.from(x!, 'base64url'))], [-3, new Uint8Array(Buffer.from(y!, 'base64url'))],
    ]);
    const authData = Buffer.concat([
      this.authenticatorData(credential, behaviour, HAS_CREDENTIAL), Buffer.alloc(16), uint16(id.length), id, isoCBOR.encode(cose),
    ]);
    const attestation = isoCBOR.encode(new Map<string, any>([['fmt', 'none'], ['attStmt', new Map()], ['authData', new Uint8Array(authData)]]));
    return {
      ...common(credential),
      response: {
        clientDataJSON: clientData('webauthn.create', options.challenge, relyingPartyId, behaviour),
        attestationObject: Buffer.from(attestation).toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** As `navigator.credentials.get` and `toJSON` answer, with the newest passkey that is allowed. */
  public get(options: RequestOptions, once: Behaviour = {}) {
    const { relyingPartyId = options.rpId, ...behaviour } = { ...this.behaviour, ...once };
    const allowed = options.allowCredentials?.map(({ id }) => id) ?? [];
    const credential = this.credentials.filter(({ id }) => allowed.length === 0 || allowed.includes(id)).at(-1);
    if (!credential) {
      throw new Error('NotAllowedError: the authenticator has no such passkey');
    }
    credential.signatures += 1;
    const signatures = Number(behaviour.signatures ?? credential.signatures);
    const authData = this.authenticatorData({ ...credential, relyingPartyId, signatures }, behaviour);
    const clientDataJSON = clientData('webauthn.get', options.challenge, relyingPartyId, behaviour);
    const signature = sign('sha256', Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, 'base64url'))]), behaviour.forges ? newKey().privateKey : credential.key);
    return {
      ...common(credential),
      response: {
        clientDataJSON,
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: credential.userHandle,
      },
    };
  }

  private authenticatorData({ relyingPartyId, signatures }: Credential, { verifiesUser = true }: Behaviour, more = 0): Buffer {
    const flags = PRESENT + (verifiesUser ? VERIFIED : 0) + more;
    return Buffer.concat([sha256(relyingPartyId), Buffer.of(flags), uint32(signatures)]);
  }
}

const common = ({ id }: Credential) =>
  ({ id, rawId: id, type: 'public-key', authenticatorAttachment: 'platform', clientExtensionResults: {} }) as const;

function clientData(type: string, challenge: string, relyingPartyId: string, { origin }: Behaviour): string {
  const page = origin ?? (relyingPartyId === 'localhost' ? 'http://localhost:4000' : `https://${relyingPartyId}`);
  return Buffer.from(JSON.stringify({ type, challenge, origin: page, crossOrigin: false })).toString('base64url');
}
