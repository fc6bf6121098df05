import { HttpError } from './http-error';
import type { Request } from './request';
import { subOf, type SignIn } from './sign-in';
import { tokensOf } from './tokens';
import { seal } from './verification-session';

/** Loaded on demand: S3 and the QR code are not needed by the sign-ins of every day. */
const enrol = async (email: string, state: SignIn) => {
  const { isMfaResetPending, startEnrolment } = await import('./enrolment');
  if (await isMfaResetPending(email)) {
    throw new HttpError('MFA_RESET_PENDING');
  }
  return startEnrolment({ email, sub: subOf(state) }, state.Session!);
};

/** Loaded on demand: only people with two second factors need it. */
const withOneFactor = async (request: Pick<Request<any>, 'source'>, state: SignIn): Promise<SignIn> =>
  state.ChallengeName === 'SELECT_MFA_TYPE' ? (await import('./factor-choice')).chooseFactor(request, state) : state;

/** What is answered to who has proven the password: what comes next, or the tokens. */
export const nextStep = async (request: Pick<Request<any>, 'source'>, email: string, signedIn: SignIn) => {
  const state = await withOneFactor(request, signedIn);
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
};
