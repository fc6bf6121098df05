import { Friendly } from '../errors';

/*
 * Passkeys as browsers have them. They read what the API answers and write what it takes by themselves:
 * https://developer.mozilla.org/en-US/docs/Web/API/PublicKeyCredential/parseCreationOptionsFromJSON_static
 */

const assertKnown = (): void => {
  if (typeof PublicKeyCredential === 'undefined' || !('parseCreationOptionsFromJSON' in PublicKeyCredential)) {
    throw new Friendly('This browser cannot use passkeys here. A newer one can.');
  }
};

const toJson = (credential: Credential | null) => (credential as PublicKeyCredential).toJSON();

export async function createPasskey(options: unknown) {
  assertKnown();
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON);
  try {
    return toJson(await navigator.credentials.create({ publicKey }));
  } catch (error) {
    throw error instanceof Error && error.name === 'InvalidStateError' ? new Friendly('This device has a passkey for your account already.') : error;
  }
}

export async function askForPasskey(options: unknown) {
  assertKnown();
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON);
  return toJson(await navigator.credentials.get({ publicKey }));
}
