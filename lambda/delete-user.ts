import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { personOf, type Person } from './lib/access-token';
import { attributesOf } from './lib/attributes';
import { taking } from './lib/aws-errors';
import { assertPersonal } from './lib/claims';
import { UserPoolId, cognito } from './lib/cognito';
import { environment } from './lib/environment';
import { erase } from './lib/erasure';
import { HttpError } from './lib/http-error';
import { operation } from './lib/operation';
import { isIdOf } from './lib/user-id';

/** An ID token names the address of its sign-in until it expires, also where that has become somebody else's: then Cognito knows the present one. */
const ofIdToken = async ({ sub, email = '' }: Readonly<Record<string, string>>): Promise<Pick<Person, 'sub' | 'email'>> => {
  const account = environment.ADDRESS_CHANGES === 'true'
    && await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: sub })).catch(taking(undefined, ['UserNotFoundException']));
  const present = account ? attributesOf(account.UserAttributes).email ?? '' : email;
  return { sub, email: present.toLowerCase() };
};

export const handler = operation<'DELETE /v1/users/{user_id}'>(async ({ path, claims, token }) => {
  assertPersonal(claims);
  const person = claims.token_use === 'id' ? await ofIdToken(claims) : await personOf(token);
  if (!await isIdOf(path.user_id, person)) {
    throw new HttpError('FORBIDDEN');
  }
  await erase({ ...person, username: person.sub });
  return { email: person.email, user_id: person.sub, status: 'USER_DELETED' };
});
