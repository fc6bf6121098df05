import { ResendConfirmationCodeCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { isOneOf } from './aws-errors';
import { ClientId, cognitoOnce, secretHash, userContextData } from './cognito';
import { mailOnce, swallowAccountState } from './mail-limit';
import type { Request } from './request';
import { unknownPassword } from './temporary-password';
import { personObjects } from '../../src/contract/objects';

/** That people may sign up, and what the client may write, is for the pool to say of everyone: to refuse it is no word about an account. */
const swallowAllButRefusal = (error: unknown): void => {
  if (isOneOf(error, ['NotAuthorizedException'])) {
    throw error;
  }
  swallowAccountState(error);
};

/**
 * Mails a code to who has no account, or one that is not confirmed yet: of the two calls at most one mails. Both are made for every address, and in one
 * turn: whoever takes it, the code goes out, so that nobody can keep a newcomer from signing up. The account holds nothing but the address until the
 * code comes back: what a stranger typed for somebody else must not wait in it.
 */
export const sendSignUpCode = (request: Pick<Request<any>, 'source'>, email: string, handle: string): Promise<void> =>
  mailOnce(personObjects.signUpSent(handle), async () => {
    const person = { ClientId, Username: email, SecretHash: await secretHash(email), UserContextData: userContextData(request) };
    await cognitoOnce.send(new ResendConfirmationCodeCommand(person)).catch(swallowAccountState);
    await cognitoOnce.send(new SignUpCommand({ ...person, Password: unknownPassword() })).catch(swallowAllButRefusal);
  });
