import {
  AdminGetUserCommand, AdminSetUserPasswordCommand, AdminUpdateUserAttributesCommand, ConfirmSignUpCommand, type AdminGetUserCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { attributesOf } from './attributes';
import { ACCOUNT_STATE, answering, isOneOf, mayHaveWorked } from './aws-errors';
import { ClientId, UserPoolId, cognito, cognitoOnce, secretHash, userContextData } from './cognito';
import { environment } from './environment';
import { isHttpError } from './http-error';
import { insist } from './insist';
import { PASSWORD_REFUSALS } from './new-password';
import type { Request } from './request';
import { assertInTime, beginAttempt, endAttempt, type Attempt } from './sign-up-codes';

type Account = AdminGetUserCommandOutput;

const accountOf = async (email: string): Promise<Account | undefined> =>
  cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email })).catch((error) => {
    if (!isOneOf(error, ['InvalidParameterException', 'UserNotFoundException'])) {
      throw error;
    }
    return undefined;
  });

/** By a code: an administrator's word alone does not make the address verified. */
const isConfirmed = (account: Account | undefined): boolean =>
  account?.UserStatus === 'CONFIRMED' && attributesOf(account.UserAttributes).email_verified === 'true';

/** Whether Cognito took the code. Of whatever it says about the account, nobody must be able to tell an unknown address by. */
const confirm = async (request: Pick<Request<any>, 'source'>, email: string, code: string, attempt: Attempt): Promise<boolean> => {
  const SecretHash = await secretHash(email);
  assertInTime(attempt);
  try {
    await cognitoOnce.send(new ConfirmSignUpCommand({
      ClientId, Username: email, SecretHash, ConfirmationCode: code, UserContextData: userContextData(request),
    }));
    return true;
  } catch (error) {
    if (isOneOf(error, ACCOUNT_STATE)) {
      await endAttempt(attempt, 'WRONG');
      return false;
    }
    // The answer is lost, or a trigger failed that Cognito calls afterwards: the account shows what it did.
    const isDone = mayHaveWorked(error) && isConfirmed(await accountOf(email).catch(() => undefined));
    if (isDone && attempt.isUnconfirmed) {
      return true;
    }
    await endAttempt(attempt, mayHaveWorked(error) ? 'PERHAPS_RIGHT' : 'UNJUDGED');
    throw error;
  }
};

/** The account whose owner has sent this code, now or in a request of which the answer got lost; undefined where it proves nothing. */
export const provenBy = async (request: Pick<Request<any>, 'source'>, handle: string, email: string, code: string): Promise<Account | undefined> => {
  let account: Account | undefined;
  const attempt = await beginAttempt(handle, code, async () => {
    account = await accountOf(email);
    return account?.UserStatus === 'UNCONFIRMED';
  });
  if (!(attempt.isRepeated && isConfirmed(account)) && !await confirm(request, email, code, attempt)) {
    return undefined;
  }
  // What follows may fail: then the same code can be sent again.
  await endAttempt(attempt, 'PERHAPS_RIGHT');
  return account ?? accountOf(email);
};

/** What Cognito itself keeps, and what only the app writes. */
const isKept = (name: string) => ['email', 'email_verified', 'identities', 'phone_number_verified', 'sub'].includes(name) || name.startsWith('custom:');

/** Where people change their own number, the pool takes none that is not proven: a code is sent to it. An account does without one that gets none. */
const askForNumber = async ({ Username }: Account, email: string, phone_number: string): Promise<void> => {
  const { askForChange } = await import('./attribute-code');
  await askForChange('PHONE', { sub: Username!, email }, phone_number).catch((error) => {
    if (!isHttpError(error, 'INVALID_REQUEST', 'TOO_MANY_REQUESTS')) {
      throw error;
    }
  });
};

/**
 * Makes the account its owner's, and may be repeated. Where apps sign people up at Cognito itself, a stranger may have made it and left a name or a number
 * in it: what the owner does not give goes.
 */
export const completeAccount = async (account: Account, email: string, password: string, name: string, phone_number?: string): Promise<void> => {
  const user = { UserPoolId, Username: account.Username! };
  const present = (account.UserAttributes ?? []).map(({ Name }) => Name!);
  // An empty value removes an attribute.
  const cleared = Object.fromEntries(present.filter((attribute) => !isKept(attribute)).map((attribute) => [attribute, '']));
  const update = (attributes: Record<string, string>) => insist(() => cognito.send(new AdminUpdateUserAttributesCommand({
    ...user, UserAttributes: Object.entries({ ...cleared, ...attributes }).map(([Name, Value]) => ({ Name, Value })),
  })));
  const isProvenFirst = environment.ADDRESS_CHANGES !== undefined;
  await update(phone_number === undefined || isProvenFirst ? { name } : { name, phone_number }).catch((error) => {
    // The number is another account's, where people sign in by theirs: the account does without.
    if (!isOneOf(error, ['AliasExistsException'])) {
      throw error;
    }
    return update({ name });
  }).catch(answering('INVALID_CODE', ['UserNotFoundException']));
  await insist(() => cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true })))
    .catch(answering('PASSWORD_REFUSED', PASSWORD_REFUSALS, { new_password: 'does not meet the password policy' }))
    .catch(answering('INVALID_CODE', ['UserNotFoundException']));
  if (phone_number !== undefined && isProvenFirst) {
    await askForNumber(account, email, phone_number);
  }
};
