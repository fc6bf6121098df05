import { Answer, needed } from './challenge';
import { factorPassed } from '../custom-auth';
import { faults, invalidParameter } from '../errors';
import { userFactors } from '../factors';
import { codeAttempts, countFailure, forgetFailures, refuseWhileLocked } from '../lockout';
import { sha256 } from '../random';
import { spend } from '../sessions';
import { challengeFactor } from '../sign-in';
import { Factor } from '../state';
import { checkTotp } from '../totp';
import { changeAttributes } from '../users';

export const mfaSetup: Answer = async (cognito, { session, user }, _, signIn) => {
  // Also where an administrator deleted the token meanwhile.
  if (!session.verified || !user.softwareToken) throw faults.softwareTokenNotVerified();
  spend(session);
  return factorPassed(cognito, signIn);
};

export const softwareTokenMfa: Answer = async (cognito, { session, user }, responses, signIn) => {
  const code = needed(responses, 'SOFTWARE_TOKEN_MFA_CODE');
  if (!user.softwareToken) throw faults.softwareTokenNotFound();
  const attempts = codeAttempts(user);
  refuseWhileLocked(attempts, cognito.now());
  const result = checkTotp(user.softwareToken, code, cognito.now());
  // [M] A wrong code does not spend the session: unverified for TOTP.
  if (result === 'wrong') {
    countFailure(attempts, cognito.now());
    throw faults.mfaCodeMismatch();
  }
  if (result === 'used') throw faults.softwareTokenUsed();
  forgetFailures(attempts);
  spend(session);
  return factorPassed(cognito, signIn);
};

export const sentCode = (parameter: string, verifies: string): Answer => async (cognito, { session, pool, user }, responses, signIn) => {
  const code = needed(responses, parameter);
  const attempts = codeAttempts(user);
  refuseWhileLocked(attempts, cognito.now());
  if (session.codeHash !== sha256(code)) {
    countFailure(attempts, cognito.now());
    throw faults.mfaCodeMismatch();
  }
  forgetFailures(attempts);
  spend(session);
  // [D] The code came back, so the address is the person's.
  changeAttributes(pool, user, (attributes) => { attributes[`${verifies}_verified`] = 'true'; });
  return factorPassed(cognito, signIn);
};

export const selectMfaType: Answer = async (cognito, { session, pool, user }, responses, signIn) => {
  const factor = needed(responses, 'ANSWER') as Factor;
  // [M] unverified text
  if (!userFactors(pool, user).includes(factor)) throw invalidParameter(`${factor} is not one of the offered MFA types`);
  spend(session);
  return challengeFactor(cognito, signIn, factor);
};
