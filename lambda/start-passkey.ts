import { StartWebAuthnRegistrationCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS } from './lib/access-token';
import { answering } from './lib/aws-errors';
import { assertPersonal } from './lib/claims';
import { cognito } from './lib/cognito';
import { assertFreshSignIn } from './lib/fresh-sign-in';
import { operation } from './lib/operation';
import { atLimit } from './lib/passkeys';

export const handler = operation<'POST /v1/passkeys/start'>(async ({ claims, token }) => {
  assertPersonal(claims);
  assertFreshSignIn(claims);
  const { CredentialCreationOptions } = await cognito.send(new StartWebAuthnRegistrationCommand({ AccessToken: token }))
    .catch(answering('INVALID_TOKEN', TOKEN_REFUSALS))
    .catch(atLimit(token));
  return { credential_creation_options: CredentialCreationOptions as Record<string, unknown> };
});
