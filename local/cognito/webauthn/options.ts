import { Cognito } from '../cognito';
import { signInName } from '../messages';
import { Pool, User } from '../state';
import { ALGORITHMS, Passkey } from './passkey';
import { relyingPartyId, userVerification } from './relying-party';

/** A person as authenticators know them. [D] The sub; not the name, which may change. */
export const userHandle = ({ sub }: User) => Buffer.from(sub).toString('base64url');

export const passkeysOf = (user: User, relyingParty: string): Passkey[] => (user.passkeys ?? []).filter((one) => one.relyingPartyId === relyingParty);

/** [D] The members and values of the API reference's example. [M] The display name where the username is a UUID. */
export function creationOptions(cognito: Cognito, pool: Pool, user: User, challenge: string): object {
  const id = relyingPartyId(cognito, pool);
  const name = signInName(pool, user);
  return {
    authenticatorSelection: { requireResidentKey: true, residentKey: 'required', userVerification: userVerification(pool) },
    challenge,
    excludeCredentials: passkeysOf(user, id).map((passkey) => ({ id: passkey.id, type: 'public-key' })),
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: 'public-key' })),
    rp: { id, name: id },
    timeout: 60_000,
    user: { displayName: name, id: userHandle(user), name },
  };
}

/** [M] Which members it has is unverified, but for those that a browser needs. */
export function requestOptions(relyingParty: string, pool: Pool, passkeys: readonly Pick<Passkey, 'id' | 'transports'>[], challenge: string): object {
  return {
    allowCredentials: passkeys.map(({ id, transports }) => ({ id, type: 'public-key', transports })),
    challenge,
    rpId: relyingParty,
    timeout: 180_000,
    userVerification: userVerification(pool),
  };
}
