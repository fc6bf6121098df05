import commonPasswords from 'contract:common-passwords';
import { MIN_WORD, baseWords, plain } from './base-words';
import { environment } from './environment';
import { HttpError } from './http-error';
import type { PasswordRules } from '../../src/contract';

const rules: PasswordRules = JSON.parse(environment.PASSWORD_RULES);

/** Cognito's own set: https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html. A space counts inside. */
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/** In UTF-16 units, which is how Cognito's bound is taken to count. */
const MAX_LENGTH = 256;

const missing = (password: string): string | undefined => {
  const wants: [boolean, RegExp, string][] = [
    [true, new RegExp(`^.{${rules.minLength},}$`, 'su'), `at least ${rules.minLength} characters`],
    [true, new RegExp(`^[^]{0,${MAX_LENGTH}}$`), `at most ${MAX_LENGTH} characters, of which some count twice`],
    [rules.requireUppercase, /[A-Z]/, 'an upper-case letter'],
    [rules.requireLowercase, /[a-z]/, 'a lower-case letter'],
    [rules.requireDigits, /[0-9]/, 'a digit'],
    [rules.requireSymbols, SYMBOL, 'a symbol'],
  ];
  const lacking = wants.filter(([wanted, pattern]) => wanted && !pattern.test(password)).map(([,, text]) => text);
  return lacking.length ? `must have ${lacking.join(', ')}` : undefined;
};

let common: Set<string> | undefined;
const isCommon = (password: string): boolean => {
  common ??= new Set(commonPasswords.split('\n'));
  return baseWords(password).some((word) => common!.has(word));
};

const SEPARATORS = /[^\p{L}\p{N}]+/gu;

/** The parts of a name or an email's local part that are long enough to be looked for. */
const parts = (text: string) => text.split(SEPARATORS).concat(text.replace(SEPARATORS, '')).map(plain).filter((part) => part.length >= MIN_WORD);

const containsPersonal = (password: string, person: { email: string; name?: string }): boolean => {
  // As typed, and without what separates words: "our app" and "Our.App" are the app's name as much as "ourapp" is.
  const readings = [password, password.replace(SEPARATORS, '')].map(plain);
  const personal = [person.email.split('@')[0], person.name ?? '', environment.APP_NAME].flatMap(parts);
  return personal.some((part) => readings.some((text) => text.includes(part)));
};

/** Refuses a password that the policy, the list of common ones, or its closeness to the person forbids; `field` is where it came from. */
export const assertAcceptable = (password: string, person: { email: string; name?: string }, field = 'new_password'): void => {
  const why = missing(password)
    ?? (rules.blockCommonPasswords && isCommon(password) ? 'is too common: digits and symbols around a well-known password do not make it safe' : undefined)
    ?? (rules.blockCommonPasswords && containsPersonal(password, person) ? 'must not contain your name, your email address or the name of this app' : undefined);
  if (why) {
    throw new HttpError('PASSWORD_REFUSED', { [field]: why });
  }
};

/** What Cognito itself has against a new password, as our answer. */
export const PASSWORD_REFUSALS = ['InvalidPasswordException', 'PasswordHistoryPolicyViolationException'] as const;
