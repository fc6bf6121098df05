import { createHash } from 'node:crypto';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { faults, invalidParameter } from '../errors';
import { webAuthnFaults } from './faults';
import { ALGORITHMS, Passkey } from './passkey';
import { isOriginOf } from './relying-party';

// Loaded when the first passkey comes: it is as large as the rest of the stand-ins together.
const library = () => import('@simplewebauthn/server');
const helpers = () => import('@simplewebauthn/server/helpers');

export interface Expected {
  readonly challenge: string;
  readonly relyingPartyId: string;
  readonly userVerification: 'required' | 'preferred';
}

export type NewPasskey = Pick<Passkey, 'id' | 'publicKey' | 'counter' | 'attachment' | 'transports'>;

const malformed = () => invalidParameter('Invalid passkey credential.');

function record(value: unknown): Record<string, any> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed();
  return value;
}

/** Has each text that the library would take for granted. */
function checkForm(credential: unknown, parts: readonly string[]): void {
  const { response, id, rawId } = record(credential);
  const texts = [id, rawId, ...parts.map((part) => record(response)[part])];
  if (texts.some((text) => typeof text !== 'string' || text === '')) throw malformed();
}

function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw malformed();
  }
}

/** A RegistrationResponseJSON of https://www.w3.org/TR/webauthn-3/, made for this challenge. */
export async function verifyRegistration(expected: Expected, input: unknown): Promise<NewPasskey> {
  checkForm(input, ['clientDataJSON', 'attestationObject']);
  const credential = input as RegistrationResponseJSON;
  const { decodeAttestationObject, decodeClientDataJSON, isoBase64URL, parseAuthenticatorData } = await helpers();
  const { challenge, origin } = parsed(() => decodeClientDataJSON(credential.response.clientDataJSON));
  const { flags, rpIdHash } = parsed(() => parseAuthenticatorData(
    decodeAttestationObject(isoBase64URL.toBuffer(credential.response.attestationObject)).get('authData')));
  if (challenge !== expected.challenge) throw webAuthnFaults.challengeNotFound();
  if (!isOriginOf(expected.relyingPartyId, origin)) throw webAuthnFaults.originNotAllowed();
  if (!createHash('sha256').update(expected.relyingPartyId).digest().equals(rpIdHash)) throw webAuthnFaults.relyingPartyMismatch();
  const requireUserVerification = expected.userVerification === 'required';
  if (requireUserVerification && !flags.uv) throw webAuthnFaults.credentialNotSupported();
  const { verifyRegistrationResponse } = await library();
  const { registrationInfo: made } = await verifyRegistrationResponse({
    response: credential,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: expected.relyingPartyId,
    requireUserVerification,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => ({ registrationInfo: undefined }));
  if (!made || made.credential.id !== credential.id) throw webAuthnFaults.credentialNotSupported();
  return {
    id: made.credential.id,
    publicKey: isoBase64URL.fromBuffer(made.credential.publicKey),
    counter: made.credential.counter,
    ...(credential.authenticatorAttachment ? { attachment: credential.authenticatorAttachment } : {}),
    transports: credential.response.transports ?? [],
  };
}

/** The parts of an AuthenticationResponseJSON, as a client sends it: in JSON. */
export function readAssertion(json: string): AuthenticationResponseJSON {
  const credential: unknown = parsed(() => JSON.parse(json));
  checkForm(credential, ['clientDataJSON', 'authenticatorData', 'signature']);
  return credential as AuthenticationResponseJSON;
}

/** Answers the authenticator's new counter. Which of the checks failed is not told. */
export async function verifyAssertion(
  expected: Expected, passkey: Passkey, handle: string, credential: AuthenticationResponseJSON,
): Promise<number> {
  const { decodeClientDataJSON, isoBase64URL } = await helpers();
  const { origin } = parsed(() => decodeClientDataJSON(credential.response.clientDataJSON));
  // [M] unverified which text
  const refused = faults.incorrectUsernameOrPassword();
  const { userHandle } = credential.response;
  if (!isOriginOf(expected.relyingPartyId, origin) || (userHandle && userHandle !== handle)) throw refused;
  const { verifyAuthenticationResponse } = await library();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: credential,
    expectedChallenge: expected.challenge,
    expectedOrigin: origin,
    expectedRPID: expected.relyingPartyId,
    requireUserVerification: expected.userVerification === 'required',
    credential: { id: passkey.id, publicKey: isoBase64URL.toBuffer(passkey.publicKey), counter: passkey.counter },
  }).catch(() => { throw refused; });
  if (!verified) throw refused;
  return authenticationInfo.newCounter;
}
