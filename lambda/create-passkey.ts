import { CompleteWebAuthnRegistrationCommand, type CompleteWebAuthnRegistrationCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { operation as name } from 'contract:row';
import { TOKEN_REFUSALS, personOf } from './lib/access-token';
import { answering } from './lib/aws-errors';
import { assertPersonal } from './lib/claims';
import { cognitoOnce } from './lib/cognito';
import { assertFreshSignIn } from './lib/fresh-sign-in';
import { logSwallowed } from './lib/log';
import { operation } from './lib/operation';
import { atLimit } from './lib/passkeys';
import { isSet, offered, offeredCodes, setFactors } from './lib/second-factors';

/** Without it Cognito takes no passkey of who needs, or has, a second factor. Whoever has none signs in with the passkey alone. */
const countAsMfa = async (token: string): Promise<boolean> => {
  const person = await personOf(token);
  const on = offeredCodes.filter((factor) => isSet(factor, person));
  if (on.length === 0 || isSet('WEB_AUTHN', person)) {
    return on.length > 0;
  }
  await setFactors(token, { on, preferred: person.preferredFactor, passkey: true });
  return true;
};

export const handler = operation<'POST /v1/passkeys'>(async ({ body: { credential }, claims, token }) => {
  assertPersonal(claims);
  assertFreshSignIn(claims);
  await cognitoOnce.send(new CompleteWebAuthnRegistrationCommand({
    AccessToken: token, Credential: credential as CompleteWebAuthnRegistrationCommandInput['Credential'],
  })).catch(answering('INVALID_TOKEN', TOKEN_REFUSALS))
    .catch(answering('PASSKEY_NOT_STARTED', ['WebAuthnChallengeNotFoundException', 'WebAuthnClientMismatchException']))
    .catch(answering('PASSKEY_REFUSED', ['WebAuthnOriginNotAllowedException', 'WebAuthnRelyingPartyMismatchException'],
      { credential: 'was made on a page of another domain than these passkeys are for' }))
    .catch(answering('PASSKEY_REFUSED', ['WebAuthnCredentialNotSupportedException'],
      { credential: 'is of an authenticator that is not supported, or that did not check who uses it' }))
    .catch(answering('PASSKEY_REFUSED', ['InvalidParameterException'], { credential: 'is no answer to the options of start-passkey, or is registered already' }))
    .catch(atLimit(token));
  // The passkey is there, so that nothing that fails from here on may say otherwise: set-mfa does it as well.
  const counts_as_mfa = offered.includes('WEB_AUTHN') && await countAsMfa(token).catch((error) => {
    logSwallowed(name, error);
    return false;
  });
  return { user_id: claims.sub, status: 'PASSKEY_CREATED', counts_as_mfa };
});
