import { createHmac } from 'node:crypto';
import { derivedKey } from './client-secret';
import { HttpError } from './http-error';
import type { Request } from './request';
import { nameOf, subOf, type SignIn } from './sign-in';
import { tokensOf } from './tokens';
import { seal } from './verification-session';
import type { AnswerOf, operations } from '../../src/contract';

type NextStep = AnswerOf<(typeof operations)['POST /v1/login']>;

/** What a client understands: the challenges of CognitoApi's API, or any, those of `challenge` included. */
export type Understands = 'CLASSIC' | 'ANY';

/** What a caller who has typed it can be recognized by, to whom the sealed session is all there is. */
export const digestOf = async (password: string): Promise<string> =>
  createHmac('sha256', await derivedKey('temporary-password')).update(password).digest('base64url');

/** Characters of a name that a sealed session has room for. */
const MAX_NAME = 128;

/** Loaded on demand: S3 and the QR code are not needed by the sign-ins of every day. */
const enrol = async (email: string, state: SignIn) => {
  const { isMfaResetPending, startEnrolment } = await import('./enrolment');
  if (await isMfaResetPending(email)) {
    throw new HttpError('MFA_RESET_PENDING');
  }
  return startEnrolment({ email, sub: subOf(state) }, state.Session!);
};

/** Loaded on demand: only people with several second factors need it. */
const withOneFactor = async (request: Pick<Request<any>, 'source'>, state: SignIn): Promise<SignIn> =>
  state.ChallengeName === 'SELECT_MFA_TYPE' ? (await import('./factor-choice')).chooseFactor(request, state) : state;

/** What Cognito lets people set up who have no factor; every factor where it does not say. */
const canEnrolApp = ({ ChallengeParameters }: SignIn): boolean =>
  JSON.parse(ChallengeParameters?.MFAS_CAN_SETUP ?? '["SOFTWARE_TOKEN_MFA"]').includes('SOFTWARE_TOKEN_MFA');

/** What the person has to do next, or the tokens. `password` is the one that was just typed, if any. */
export const nextStep = async (
  request: Pick<Request<any>, 'source'>, email: string, given: SignIn, understands: Understands = 'CLASSIC', password?: string,
): Promise<NextStep> => {
  const state = understands === 'ANY' ? given : await withOneFactor(request, given);
  const verification_type = state.ChallengeName;
  const sealed = async (more: Partial<Parameters<typeof seal>[0]> = {}) =>
    seal({ session: state.Session!, sub: subOf(state), email, challenge: verification_type!, ...more });
  switch (verification_type) {
    case undefined:
      return { email, ...tokensOf(state.AuthenticationResult!) };
    case 'NEW_PASSWORD_REQUIRED': {
      const user_id = subOf(state);
      if (understands === 'CLASSIC') {
        return { email, verification_type, user_id };
      }
      const verification_session = await sealed({
        name: nameOf(state)?.slice(0, MAX_NAME), ...password !== undefined && { temporary: await digestOf(password) },
      });
      return { email, verification_session, verification_type, user_id };
    }
    case 'SOFTWARE_TOKEN_MFA':
    case 'SMS_MFA':
    case 'EMAIL_OTP':
      return { email, verification_session: await sealed(), verification_type };
    case 'SELECT_MFA_TYPE': {
      const factors: string[] = JSON.parse(state.ChallengeParameters!.MFAS_CAN_CHOOSE);
      return { email, verification_session: await sealed({ factors }), verification_type, factors };
    }
    case 'MFA_SETUP': {
      if (!canEnrolApp(state)) {
        throw new HttpError('INVALID_STATE');
      }
      const qrCode = await enrol(email, state);
      return { email, verification_type, user_id: subOf(state), ...qrCode };
    }
    default:
      throw new Error(`Cognito asks for ${verification_type}, which this pool should not`);
  }
};
