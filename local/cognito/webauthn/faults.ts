import { Fault } from '../errors';

/** [D] the names and what they are for; [M] the texts are unverified. */
export const webAuthnFaults = {
  notEnabled: () => new Fault('WebAuthnNotEnabledException', 'WebAuthn is not enabled for this user pool.'),
  configurationMissing: () => new Fault('WebAuthnConfigurationMissingException', 'The user pool has neither a relying party id nor a domain.'),
  challengeNotFound: () => new Fault('WebAuthnChallengeNotFoundException', 'The challenge was not found or has expired.'),
  clientMismatch: () => new Fault('WebAuthnClientMismatchException', 'The registration was started with another app client.'),
  originNotAllowed: () => new Fault('WebAuthnOriginNotAllowedException', 'The origin does not belong to the relying party.'),
  relyingPartyMismatch: () => new Fault('WebAuthnRelyingPartyMismatchException', 'The credential is for another relying party.'),
  credentialNotSupported: () => new Fault('WebAuthnCredentialNotSupportedException', 'The credential is of an unsupported kind.'),
};
