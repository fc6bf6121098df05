import { HttpError } from './http-error';
import { FRESH_SIGN_IN_SECONDS } from '../../src/contract/limits';

/**
 * Refuses a token whose sign-in is not of the last minutes: what protects an account is changed after a fresh proof only. A refresh keeps the time of
 * the sign-in, so a stolen token soon changes nothing. OpenID Connect's `auth_time`: https://openid.net/specs/openid-connect-core-1_0.html#IDToken
 */
export const assertFreshSignIn = ({ auth_time }: Readonly<Record<string, string>>): void => {
  if (!(Number(auth_time) * 1000 + FRESH_SIGN_IN_SECONDS * 1000 > Date.now())) {
    throw new HttpError('REAUTHENTICATION_REQUIRED');
  }
};
