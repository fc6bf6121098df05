import { AssociateSoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS, personOf } from './lib/access-token';
import { answering } from './lib/aws-errors';
import { assertPersonal } from './lib/claims';
import { cognitoOnce } from './lib/cognito';
import { isMfaResetPending, otpauth } from './lib/enrolment';
import { assertFreshSignIn } from './lib/fresh-sign-in';
import { HttpError } from './lib/http-error';
import { operation } from './lib/operation';
import { startTotp } from './lib/pending-totp';
import { qrCodeUrl } from './lib/qr-code';
import { handleOf } from './lib/user-id';
import { personObjects } from '../src/contract/objects';

export const handler = operation<'POST /v1/mfa/totp'>(async ({ claims, token }) => {
  assertPersonal(claims);
  assertFreshSignIn(claims);
  const { sub, email } = await personOf(token);
  // Only who proves the mailbox as well gets on from there.
  if (await isMfaResetPending(email)) {
    throw new HttpError('MFA_RESET_PENDING');
  }
  const { SecretCode } = await cognitoOnce.send(new AssociateSoftwareTokenCommand({ AccessToken: token }))
    .catch(answering('INVALID_TOKEN', TOKEN_REFUSALS))
    .catch(answering('FACTOR_NOT_OFFERED', ['InvalidParameterException', 'SoftwareTokenMFANotFoundException']));
  const handle = await handleOf(email);
  const [url] = await Promise.all([qrCodeUrl(personObjects.totpQrCode(handle), otpauth(email, SecretCode!)), startTotp(handle, sub)]);
  return { user_id: sub, qr_code_secret: SecretCode!, qr_code_secret_url: url };
});
