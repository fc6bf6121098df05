import { ACCOUNT_STATE, answering } from './lib/aws-errors';
import { answerChallenge } from './lib/challenge-answer';
import { confirmEnrolment } from './lib/confirm-enrolment';
import { takeFactor } from './lib/factor-choice';
import { answerFirstCode, answerPasskey } from './lib/first-factor-answer';
import { HttpError } from './lib/http-error';
import { digestOf, nextStep } from './lib/next-step';
import { operation } from './lib/operation';
import { isOver } from './lib/pending-sign-ins';
import type { Request } from './lib/request';
import { answerCode } from './lib/second-factor';
import type { SignIn } from './lib/sign-in';
import { handleOf, isIdOf } from './lib/user-id';
import { unseal, type OpenedSession } from './lib/verification-session';
import type { operations } from '../src/contract';

type ChallengeRequest = Request<(typeof operations)['POST /v1/challenge']>;
type Answer = (request: ChallengeRequest, opened: OpenedSession) => Promise<SignIn>;

/** A new password ends what was begun with the former one. Codes look for themselves, when they are counted. */
const unlessOver = (answer: Answer): Answer => async (request, opened) => {
  if (await isOver(await handleOf(opened.email), opened.begun)) {
    throw new HttpError('INVALID_SESSION');
  }
  return answer(request, opened);
};

const newPassword = unlessOver(async (request, opened) => {
  // Loaded on demand: the list of common passwords is long.
  const { setOwnPassword } = await import('./lib/own-password');
  const { new_password } = request.body;
  const { temporary } = opened;
  const provenByMail = temporary !== undefined;
  const isTemporary = provenByMail && temporary === await digestOf(new_password!);
  return setOwnPassword(request, { ...opened, isTemporary, provenByMail, gone: 'INVALID_SESSION' }, new_password!);
});

const choice = unlessOver(async (request, opened) => {
  const { factor } = request.body;
  if (!opened.factors!.includes(factor!)) {
    throw new HttpError('INVALID_REQUEST', { factor: `must be one of the factors offered: ${opened.factors!.join(', ')}` });
  }
  return takeFactor(request, opened, factor!, 'INVALID_SESSION');
});

/** The first code of an app finishes its enrolment, and with it the sign-in. */
const enrolment = unlessOver(async (request, { email, sub }) => {
  const { session } = await confirmEnrolment(await handleOf(email), sub, 'bearer', request.body.otp_code!);
  return answerChallenge(request, { challenge: 'MFA_SETUP', session, username: sub })
    .catch(answering('INVALID_SESSION', [...ACCOUNT_STATE, 'SoftwareTokenMFANotFoundException']));
});

const code: Answer = async (request, opened) => {
  const { verification_type, otp_code } = request.body;
  return opened.first ? answerFirstCode(request, opened, otp_code!)
    : answerCode(request, opened, verification_type as 'EMAIL_OTP', otp_code!);
};

const answers: Record<ChallengeRequest['body']['verification_type'], Answer> = {
  NEW_PASSWORD_REQUIRED: newPassword,
  SELECT_MFA_TYPE: choice,
  MFA_SETUP: enrolment,
  SOFTWARE_TOKEN_MFA: code,
  SMS_MFA: code,
  EMAIL_OTP: code,
  SMS_OTP: code,
  WEB_AUTHN: async (request, opened) => answerPasskey(request, opened, request.body.credential!),
};

export const handler = operation<'POST /v1/challenge'>(async (request) => {
  const { email, verification_session, verification_type } = request.body;
  const opened = await unseal(verification_session);
  if (opened.challenge !== verification_type || (email !== undefined && email !== opened.email && !await isIdOf(email, opened))) {
    throw new HttpError('INVALID_SESSION');
  }
  const state = await answers[verification_type](request, opened);
  // Not every challenge says again who it is for.
  const parameters = { USER_ID_FOR_SRP: opened.sub || opened.email, ...state.ChallengeParameters };
  return nextStep(request, opened.email, { ...state, ChallengeParameters: parameters }, 'ANY');
});
