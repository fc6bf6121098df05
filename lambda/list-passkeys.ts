import { assertPersonal } from './lib/claims';
import { operation } from './lib/operation';
import { passkeysOf } from './lib/passkeys';

export const handler = operation<'GET /v1/passkeys'>(async ({ claims, token }) => {
  assertPersonal(claims);
  const passkeys = await passkeysOf(token);
  return {
    passkeys: passkeys.map((passkey) => ({
      credential_id: passkey.CredentialId!,
      name: passkey.FriendlyCredentialName!,
      created_at: passkey.CreatedAt!.toISOString(),
      relying_party_id: passkey.RelyingPartyId!,
      transports: passkey.AuthenticatorTransports ?? [],
      authenticator_attachment: passkey.AuthenticatorAttachment ?? null,
    })),
  };
});
