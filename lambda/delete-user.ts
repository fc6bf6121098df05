import { AdminDeleteUserCommand, AdminGetUserCommand, AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { personOf, type Person } from './lib/access-token';
import { isOneOf } from './lib/aws-errors';
import { assertPersonal } from './lib/claims';
import { UserPoolId, cognito } from './lib/cognito';
import { environment } from './lib/environment';
import { HttpError } from './lib/http-error';
import { remove } from './lib/objects';
import { operation } from './lib/operation';
import { handleOf, isIdOf } from './lib/user-id';
import { accountObjects, personObjects } from '../src/contract/objects';

/** For `.catch`: false where the account is gone. */
const unlessMissing = (error: unknown): false => {
  if (!isOneOf(error, ['UserNotFoundException'])) {
    throw error;
  }
  return false;
};

/** An ID token names the address of its sign-in until it expires, also where that has become somebody else's: then Cognito knows the present one. */
const ofIdToken = async ({ sub, email = '' }: Readonly<Record<string, string>>): Promise<Pick<Person, 'sub' | 'email'>> => {
  const account = environment.ADDRESS_CHANGES === 'true'
    && await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: sub })).catch(unlessMissing);
  const present = account ? account.UserAttributes?.find(({ Name }) => Name === 'email')?.Value ?? '' : email;
  return { sub, email: present.toLowerCase() };
};

/** Each step may be repeated, so a request that failed half way can simply be sent again. */
export const handler = operation<'DELETE /v1/users/{user_id}'>(async ({ path, claims, token }) => {
  assertPersonal(claims);
  const person = claims.token_use === 'id' ? await ofIdToken(claims) : await personOf(token);
  if (!await isIdOf(path.user_id, person)) {
    throw new HttpError('FORBIDDEN');
  }
  const handle = await handleOf(person.email);
  // The account goes last. Once it is gone, what lies under the handle is of whoever has registered the address since, and none of this token's.
  if (await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: person.sub })).catch(unlessMissing)) {
    const keys = [...Object.values(personObjects).map((key) => key(handle)), ...Object.values(accountObjects).map((key) => key(person.sub))];
    await Promise.all(keys.map(remove));
    await cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: person.sub })).catch(unlessMissing);
  }
  return { email: person.email, user_id: person.sub, status: 'USER_DELETED' };
});
