import { DeleteWebAuthnCredentialCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS } from './lib/access-token';
import { answering } from './lib/aws-errors';
import { assertPersonal } from './lib/claims';
import { cognitoOnce } from './lib/cognito';
import { assertFreshSignIn } from './lib/fresh-sign-in';
import { operation } from './lib/operation';

/** The last one may go, too: a passkey counts as both factors only beside another one, and a password is always there. */
export const handler = operation<'DELETE /v1/passkeys/{credential_id}'>(async ({ path: { credential_id }, claims, token }) => {
  assertPersonal(claims);
  assertFreshSignIn(claims);
  // Once: a second try would say of what has worked that there is no such passkey.
  await cognitoOnce.send(new DeleteWebAuthnCredentialCommand({ AccessToken: token, CredentialId: credential_id }))
    .catch(answering('INVALID_TOKEN', TOKEN_REFUSALS))
    .catch(answering('PASSKEY_NOT_FOUND', ['InvalidParameterException', 'ResourceNotFoundException']));
  return { user_id: claims.sub, credential_id, status: 'PASSKEY_DELETED' };
});
