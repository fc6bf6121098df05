import { AssociateSoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ACCOUNT_STATE, answering } from './aws-errors';
import { cognitoOnce } from './cognito';
import { environment } from './environment';
import { read, write } from './objects';
import { qrCodeUrl } from './qr-code';
import { handleOf } from './user-id';
import { SESSION_LIFETIME, seal } from './verification-session';
import { personObjects } from '../../src/contract/objects';

/** An authenticator app that waits for its first code. Holds a Cognito session that can do nothing but verify that code; never tokens. */
export interface Enrolment {
  readonly session: string;
  readonly sub: string;
  /**
   * Codes tried by whoever names the address, as clients of CognitoApi do, and by the bearer of a verification_session, who has proven the password:
   * a stranger's guesses must not keep that person from a second factor.
   */
  readonly tried: { readonly anyone: number; readonly bearer: number };
  readonly expires: number;
}

/** The otpauth address that authenticator apps understand: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export const otpauth = (email: string, secret: string) => {
  const issuer = encodeURIComponent(environment.APP_NAME);
  return `otpauth://totp/${encodeURIComponent(email)}?secret=${secret}&issuer=${issuer}&algorithm=SHA1&digits=6&period=30`;
};

/** Starts the enrolment that an MFA_SETUP challenge asks for and answers what the person has to scan. An earlier one is replaced. */
export const startEnrolment = async (person: { email: string; sub: string }, setupSession: string) => {
  const { SecretCode, Session } = await cognitoOnce.send(new AssociateSoftwareTokenCommand({ Session: setupSession }))
    .catch(answering('INVALID_CREDENTIALS', ACCOUNT_STATE));
  const handle = await handleOf(person.email);
  const enrolment: Enrolment = { session: Session!, sub: person.sub, tried: { anyone: 0, bearer: 0 }, expires: Date.now() + SESSION_LIFETIME * 1000 };
  const [verification_session, url] = await Promise.all([
    seal({ session: '', sub: person.sub, email: person.email, challenge: 'MFA_SETUP' }),
    qrCodeUrl(personObjects.qrCode(handle), otpauth(person.email, SecretCode!)),
    write(personObjects.enrolment(handle), enrolment),
  ]);
  return { verification_session, qr_code_secret: SecretCode!, qr_code_secret_url: url };
};

/** Whether a reset has taken the person's second factor away: then only reset-mfa may start an enrolment, or a password alone would do. */
export const isMfaResetPending = async (email: string): Promise<boolean> =>
  await read(personObjects.mfaResetPending(await handleOf(email))) !== undefined;
