import { Answer, FirstAnswer } from './challenge';
import { customChallenge } from './custom-challenge';
import { mfaSetup, selectMfaType, sentCode, softwareTokenMfa } from './mfa';
import { newPasswordRequired } from './new-password';
import { oneTimePassword } from './one-time-password';
import { password, passwordSrp } from './password';
import { passwordVerifier } from './password-verifier';
import { selectChallenge } from './select-challenge';
import { webAuthn } from './web-authn';
import { Challenge, FirstChallenge } from '../state';

export const challenges: Record<Challenge, Answer> = {
  NEW_PASSWORD_REQUIRED: newPasswordRequired,
  MFA_SETUP: mfaSetup,
  SOFTWARE_TOKEN_MFA: softwareTokenMfa,
  SMS_MFA: sentCode('SMS_MFA_CODE', 'phone_number'),
  EMAIL_OTP: sentCode('EMAIL_OTP_CODE', 'email'),
  SELECT_MFA_TYPE: selectMfaType,
};

export const firstChallenges: Record<FirstChallenge, FirstAnswer> = {
  PASSWORD_VERIFIER: passwordVerifier,
  CUSTOM_CHALLENGE: customChallenge,
  SELECT_CHALLENGE: selectChallenge,
  PASSWORD: password,
  PASSWORD_SRP: passwordSrp,
  EMAIL_OTP: oneTimePassword('EMAIL_OTP'),
  SMS_OTP: oneTimePassword('SMS_OTP'),
  WEB_AUTHN: webAuthn,
};
