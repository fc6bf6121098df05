import { Cognito, seconds } from '../cognito';
import { Fault, faults, invalidParameter } from '../errors';
import { allowedFirstFactors } from '../first-factors';
import { operations } from '../operation';
import { page } from '../page';
import { challengeString } from '../random';
import { Pool, User } from '../state';
import { Bearer, bearer } from '../tokens';
import { webAuthnFaults } from '../webauthn/faults';
import { creationOptions } from '../webauthn/options';
import { MOST_PASSKEYS, Passkey } from '../webauthn/passkey';
import { relyingPartyId, userVerification } from '../webauthn/relying-party';
import { verifyRegistration } from '../webauthn/verify';

interface BearerInput {
  readonly AccessToken: string;
}

// [M] unverified; longer than the timeout that the options give to the browser.
const REGISTRATION_MS = 5 * 60_000;

// [M] Without MaxResults (at most 20 [D]): less than there can be, so that who does not ask for the next page misses some here, too.
const PAGE = 10;

function checkEnabled(pool: Pool, user: User): void {
  if (!allowedFirstFactors(pool).includes('WEB_AUTHN')) throw webAuthnFaults.notEnabled();
  if (user.status === 'RESET_REQUIRED') throw faults.passwordResetRequired();
}

function start(cognito: Cognito, { pool, client, user }: Bearer): object {
  checkEnabled(pool, user);
  // [D] the number; [M] that it is refused here is unverified
  if ((user.passkeys ?? []).length >= MOST_PASSKEYS) throw new Fault('LimitExceededException', 'The user has the most passkeys that there can be.');
  const challenge = challengeString();
  const options = creationOptions(cognito, pool, user, challenge);
  // [M] A second start takes the place of the first.
  user.passkeyRegistration = { challenge, clientId: client.id, expiresAt: cognito.now() + REGISTRATION_MS };
  return { CredentialCreationOptions: options };
}

async function complete(cognito: Cognito, { pool, client, user }: Bearer, credential: unknown): Promise<object> {
  checkEnabled(pool, user);
  const begun = user.passkeyRegistration;
  if (!begun || cognito.now() >= begun.expiresAt) throw webAuthnFaults.challengeNotFound();
  if (begun.clientId !== client.id) throw webAuthnFaults.clientMismatch();
  const relyingParty = relyingPartyId(cognito, pool);
  const made = await verifyRegistration(
    { challenge: begun.challenge, relyingPartyId: relyingParty, userVerification: userVerification(pool) }, credential);
  // Two answers at once: the first one spent it.
  if (user.passkeyRegistration !== begun) throw webAuthnFaults.challengeNotFound();
  // The library's word on it: https://www.w3.org/TR/webauthn-3/#sctn-registering-a-new-credential, step 26. [M] unverified text
  if (owner(pool, made.id)) throw invalidParameter('The passkey is registered already.');
  delete user.passkeyRegistration;
  const passkeys = user.passkeys ??= [];
  passkeys.push({ ...made, relyingPartyId: relyingParty, name: freeName(passkeys), createdAt: cognito.now() });
  cognito.touch(user);
  return {};
}

const owner = (pool: Pool, id: string) => Object.values(pool.users).find(({ passkeys }) => passkeys?.some((one) => one.id === id));

/** [M] How the automatic names look is unverified. */
function freeName(passkeys: readonly Passkey[]): string {
  const names = passkeys.map(({ name }) => name);
  return Array.from({ length: MOST_PASSKEYS + 1 }, (_, index) => `Passkey ${index + 1}`).find((name) => !names.includes(name))!;
}

const description = ({ id, name, relyingPartyId: relyingParty, attachment, transports, createdAt }: Passkey) => ({
  CredentialId: id,
  FriendlyCredentialName: name,
  RelyingPartyId: relyingParty,
  ...(attachment ? { AuthenticatorAttachment: attachment } : {}),
  AuthenticatorTransports: transports,
  CreatedAt: seconds(createdAt),
});

export const passkeyOperations = operations({
  StartWebAuthnRegistration: {
    required: ['AccessToken'],
    run: async (cognito, input: BearerInput) => start(cognito, await bearer(cognito, input.AccessToken)),
  },
  CompleteWebAuthnRegistration: {
    required: ['AccessToken', 'Credential'],
    run: async (cognito, input: BearerInput & { Credential: unknown }) =>
      complete(cognito, await bearer(cognito, input.AccessToken), input.Credential),
  },
  ListWebAuthnCredentials: {
    required: ['AccessToken'],
    optional: ['MaxResults', 'NextToken'],
    async run(cognito, input: BearerInput & { MaxResults?: number; NextToken?: string }) {
      const { user } = await bearer(cognito, input.AccessToken);
      const { items, next } = page(user.passkeys ?? [], ({ id }) => id, input.MaxResults ?? PAGE, input.NextToken);
      return { Credentials: items.map(description), ...(next === undefined ? {} : { NextToken: next }) };
    },
  },
  DeleteWebAuthnCredential: {
    required: ['AccessToken', 'CredentialId'],
    async run(cognito, input: BearerInput & { CredentialId: string }) {
      const { user } = await bearer(cognito, input.AccessToken);
      const rest = (user.passkeys ?? []).filter(({ id }) => id !== input.CredentialId);
      // [D] the name; [M] the text is unverified
      if (rest.length === (user.passkeys ?? []).length) throw new Fault('ResourceNotFoundException', 'Credential not found.');
      user.passkeys = rest;
      cognito.touch(user);
      return {};
    },
  },
});
