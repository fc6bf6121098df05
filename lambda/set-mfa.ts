import { personOf, type Person } from './lib/access-token';
import { answering } from './lib/aws-errors';
import { assertPersonal } from './lib/claims';
import { assertFreshSignIn } from './lib/fresh-sign-in';
import { HttpError } from './lib/http-error';
import { operation } from './lib/operation';
import type { Request } from './lib/request';
import { ADDRESS, described, isOn, isRequired, isSet, offered, offeredCodes, setFactors, type CodeFactor, type Factor, type Settings } from './lib/second-factors';
import type { ErrorCode, operations } from '../src/contract';

type Wishes = Request<(typeof operations)['PUT /v1/mfa']>['body'];

const FIELD = { SOFTWARE_TOKEN_MFA: 'software_token_mfa', SMS_MFA: 'sms_mfa', EMAIL_OTP: 'email_mfa', WEB_AUTHN: 'passkey_mfa' } as const;
const ALL = Object.keys(FIELD) as Factor[];

/** Refuses with what is wrong with each field, if anything is. */
const refuse = (code: ErrorCode, problems: [string, string][]): void => {
  if (problems.length > 0) {
    throw new HttpError(code, Object.fromEntries(problems));
  }
};

const about = (factors: readonly Factor[], problem: string) => factors.map((factor): [string, string] => [FIELD[factor], problem]);

/** What is asked for must be there to be had, whoever asks. */
const assertOffered = (wishes: Wishes): void => {
  const missing = ALL.filter((factor) => wishes[FIELD[factor]] !== undefined && !offered.includes(factor));
  const preferred = wishes.preferred_mfa ?? 'NONE';
  refuse('FACTOR_NOT_OFFERED', [
    ...about(missing, 'is no second factor here'),
    ...preferred === 'NONE' || offered.includes(preferred) ? [] : [['preferred_mfa', `must be one of ${[...offeredCodes, 'NONE'].join(', ')}`] as [string, string]],
  ]);
};

/** An address counts once it is proven: whoever typed somebody else's number would lock themselves out. */
const isProven = (factor: CodeFactor, { attributes }: Person) =>
  factor === 'SOFTWARE_TOKEN_MFA' || attributes[`${ADDRESS[factor]}_verified`] === 'true';

/** What to tell Cognito, or why it cannot be. */
const settingsOf = (wishes: Wishes, person: Person): Settings => {
  const wish = (factor: Factor) => wishes[FIELD[factor]];
  const going = offeredCodes.filter((factor) => wish(factor) === false && isOn(factor, person));
  if (isRequired) {
    refuse('FACTOR_REQUIRED', about(going, 'cannot be switched off where everyone needs a second factor'));
  }
  const staying = offeredCodes.filter((factor) => wish(factor) ?? isOn(factor, person));
  const named = wishes.preferred_mfa === 'NONE' ? undefined : wishes.preferred_mfa;
  const preferred = wishes.preferred_mfa === undefined ? person.preferredFactor : named;
  const asked = staying.filter((factor) => wish(factor) || factor === named);
  refuse('FACTOR_NOT_SET_UP', [
    ...asked.filter((factor) => !isProven(factor, person)).map((factor): [string, string] =>
      [wish(factor) ? FIELD[factor] : 'preferred_mfa', `needs a verified ${factor === 'SMS_MFA' ? 'phone number' : 'email address'}`]),
    ...named && !staying.includes(named) ? [['preferred_mfa', 'must be a factor that is on'] as [string, string]] : [],
    ...wishes.passkey_mfa && staying.length === 0 ? about(['WEB_AUTHN'], 'needs another factor beside it') : [],
  ]);
  // Without another factor Cognito lets no passkey count as two, and needs none to.
  const lonely = staying.length === 0 ? false : undefined;
  const passkey = wishes.passkey_mfa ?? lonely;
  return {
    on: staying.filter((factor) => isSet(factor, person) || asked.includes(factor) || (wishes.passkey_mfa && isProven(factor, person))),
    off: going,
    preferred,
    passkey: passkey === false && !isSet('WEB_AUTHN', person) ? undefined : passkey,
  };
};

export const handler = operation<'PUT /v1/mfa'>(async ({ body, claims, token }) => {
  assertPersonal(claims);
  assertFreshSignIn(claims);
  assertOffered(body);
  const person = await personOf(token);
  const settings = settingsOf(body, person);
  if (settings.on.length === 0 && settings.off!.length === 0 && settings.passkey === undefined) {
    return described(person);
  }
  const unproven = {
    ...body.software_token_mfa && { software_token_mfa: 'needs an authenticator app: start-totp' },
    ...body.passkey_mfa && { passkey_mfa: 'needs a passkey' },
  };
  await setFactors(token, settings).catch(answering('FACTOR_NOT_SET_UP', ['InvalidParameterException'], unproven));
  return described(await personOf(token));
});
