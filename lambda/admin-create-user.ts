import { AdminCreateUserCommand, AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { administratorOf } from './lib/administrator';
import { attributesOf } from './lib/attributes';
import { answering, isOutage } from './lib/aws-errors';
import { UserPoolId, cognito, cognitoOnce } from './lib/cognito';
import { sendInvitation } from './lib/invitation';
import { mailOnce } from './lib/mail-limit';
import { remove } from './lib/objects';
import { operation } from './lib/operation';
import type { Request } from './lib/request';
import { temporaryPassword } from './lib/temporary-password';
import { handleOf } from './lib/user-id';
import type { operations } from '../src/contract';
import { personObjects } from '../src/contract/objects';

type Invited = Request<(typeof operations)['POST /v1/admin/users']>['body'];

/** The sub of an account that was made all the same although no answer came: the account shows it. */
const madeAlready = async ({ email, full_name }: Invited, cause: unknown): Promise<string> => {
  const user = isOutage(cause) && await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email })).catch(() => undefined);
  const { name, sub } = attributesOf(user ? user.UserAttributes : []);
  if (!user || user.UserStatus !== 'FORCE_CHANGE_PASSWORD' || name !== full_name) {
    throw cause;
  }
  return sub!;
};

/** Makes an account without a mail: a second try after a lost answer would say that somebody else has the address. */
const make = async (invited: Invited): Promise<string> => {
  const { email, full_name, mobile_phone_number } = invited;
  // Nothing is verified yet: confirm-user says so once the mailed password has come back.
  const attributes = { email, name: full_name, ...mobile_phone_number !== undefined && { phone_number: mobile_phone_number } };
  return cognitoOnce.send(new AdminCreateUserCommand({
    UserPoolId,
    Username: email,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    MessageAction: 'SUPPRESS',
    ...temporaryPassword(),
  })).then(({ User }) => attributesOf(User!.Attributes).sub!, (error) => madeAlready(invited, error))
    .catch(answering('USER_EXISTS', ['UsernameExistsException']))
    .catch(answering('INVALID_REQUEST', ['AliasExistsException'], { mobile_phone_number: 'is the number of another account' }))
    .catch(answering('INVALID_REQUEST', ['InvalidParameterException']));
};

/** Somebody else has confirmed or erased the account in this moment, or Cognito does not let us. */
const REFUSALS = ['NotAuthorizedException', 'UnsupportedUserStateException', 'UserNotFoundException', 'UsernameExistsException'];

export const handler = operation<'POST /v1/admin/users'>(async (request) => {
  await administratorOf(request);
  const { email } = request.body;
  const handle = await handleOf(email);
  const sub = await make(request.body).catch(answering('INVALID_STATE', REFUSALS));
  // Whoever took the address's turn for an invitation before had nothing sent, since there was no account.
  await remove(personObjects.invitationSent(handle));
  await mailOnce(personObjects.invitationSent(handle), () => sendInvitation(email).catch(answering('INVALID_STATE', REFUSALS)));
  return { user_id: sub, email, status: 'INVITED' };
});
