import { randomInt } from 'node:crypto';
import { environment } from './environment';
import type { PasswordRules } from '../../src/contract';

/** Without characters that look like one another, for some people type it. */
const CLASSES = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!#$%*+-=?@'];
/** About 95 bits. */
const LENGTH = 16;

/** One that any policy accepts: of all four classes, and as long as it has to be. */
export const makeTemporaryPassword = (minLength: number): string => {
  const free = Array<string>(Math.max(LENGTH, minLength) - CLASSES.length).fill(CLASSES.join(''));
  const characters = [...CLASSES, ...free].map((from) => from[randomInt(from.length)]);
  for (let last = characters.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other], characters[last]];
  }
  return characters.join('');
};

/** One that nobody knows, for an account that gets its owner's later. */
export const unknownPassword = (): string => {
  const { minLength }: PasswordRules = JSON.parse(environment.PASSWORD_RULES);
  return makeTemporaryPassword(minLength);
};

/**
 * For AdminCreateUser, in a pool whose people may sign in by one-time codes alone: there Cognito makes an account without a password unless it is
 * given one, and such an account could not be confirmed. Elsewhere Cognito makes up the password itself.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
 */
export const temporaryPassword = (): { TemporaryPassword?: string } =>
  environment.ONE_TIME_CODES === 'true' ? { TemporaryPassword: unknownPassword() } : {};
