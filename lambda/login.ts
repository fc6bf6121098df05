import { HttpError } from './lib/http-error';
import { operation } from './lib/operation';
import { signIn, subOf, type SignIn } from './lib/sign-in';
import { tokensOf } from './lib/tokens';
import { seal } from './lib/verification-session';

/** Loaded on demand: S3 and the QR code are not needed by the sign-ins of every day. */
const enrol = async (email: string, state: SignIn) => {
  const { isMfaResetPending, startEnrolment } = await import('./lib/enrolment');
  if (await isMfaResetPending(email)) {
    throw new HttpError('MFA_RESET_PENDING');
  }
  return startEnrolment({ email, sub: subOf(state) }, state.Session!);
};

export const handler = operation<'POST /v1/login'>(async (request) => {
  const { email, password } = request.body;
  const state = await signIn(request, email, password);
  const verification_type = state.ChallengeName;
  switch (verification_type) {
    case undefined:
      return { email, ...tokensOf(state.AuthenticationResult!) };
    case 'NEW_PASSWORD_REQUIRED':
      return { email, verification_type, user_id: subOf(state) };
    case 'SOFTWARE_TOKEN_MFA':
    case 'SMS_MFA': {
      const verification_session = await seal({ session: state.Session!, sub: subOf(state), email, challenge: verification_type });
      return { email, verification_session, verification_type };
    }
    case 'MFA_SETUP': {
      const qrCode = await enrol(email, state);
      return { email, verification_type, user_id: subOf(state), ...qrCode };
    }
    default:
      throw new Error(`Cognito asks for ${verification_type}, which this pool should not`);
  }
});
