import { AdminUserGlobalSignOutCommand, VerifyUserAttributeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS, personOf, type Person } from './lib/access-token';
import {
  assertEmailMayChange, attributes, changeOf, countTry, forgetChange, settleChange, uncountTry, type AddressChange, type Attribute,
} from './lib/address-change';
import { answering, mayHaveWorked } from './lib/aws-errors';
import { bearerOf } from './lib/bearer';
import { UserPoolId, cognito, cognitoOnce } from './lib/cognito';
import { HttpError, isHttpError } from './lib/http-error';
import { insist } from './lib/insist';
import { remove } from './lib/objects';
import { operation } from './lib/operation';
import { endPendingSignIns } from './lib/pending-sign-ins';
import { handleOf } from './lib/user-id';
import { personObjects } from '../src/contract/objects';

const isProven = async (token: string, attribute: Attribute, to: string | undefined): Promise<boolean> => {
  const { name, verified } = attributes[attribute];
  const now = (await personOf(token)).attributes;
  return now[verified] === 'true' && (to === undefined || now[name]?.toLowerCase() === to);
};

/** Lets Cognito judge the code. Where nobody knows whether it did, the person's attributes tell. */
const spendCode = async (AccessToken: string, attribute: Attribute, Code: string, { to }: AddressChange): Promise<void> => {
  await cognitoOnce.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: attributes[attribute].name, Code }))
    // Taken since: in one word with a wrong code, for nobody says which of the two Cognito looks at first.
    .catch(answering('INVALID_CODE', ['AliasExistsException', 'CodeMismatchException', 'ExpiredCodeException', 'InvalidParameterException']))
    .catch(answering('INVALID_TOKEN', TOKEN_REFUSALS))
    .catch(async (error) => {
      if (!mayHaveWorked(error) || !await insist(() => isProven(AccessToken, attribute, to))) {
        throw error;
      }
    });
};

/**
 * What follows once another address names the person. Sessions go first, since clients know people by their address, and some may be of whoever reads the
 * old mailbox. Then, should the rest fail, a second try must not find what is the next owner's by then.
 */
const endSessions = async (person: Person): Promise<void> => {
  await insist(() => cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: person.sub })))
    .catch(answering('INVALID_TOKEN', ['UserNotFoundException']));
  await insist(() => forgetChange('EMAIL', person));
};

/** Leaves nothing of the person for whoever has the old address next; a sign-in by it that waits for a code is over. No guard is among it. */
const leave = async (handle: string): Promise<void> => {
  await insist(() => Promise.all(Object.values(personObjects).map((key) => remove(key(handle)))));
  await insist(() => endPendingSignIns(handle));
};

export const handler = operation<'POST /v1/userinfo/verify/confirm'>(async (request) => {
  const { attribute, verification_code } = request.body;
  const person = await bearerOf(request);
  const done = { user_id: person.sub, status: 'ATTRIBUTE_VERIFIED' } as const;
  const stored = await changeOf(attribute, person);
  if (!stored) {
    throw new HttpError('INVALID_CODE');
  }
  const change = stored.content;
  const isNewEmail = attribute === 'EMAIL' && change.from !== undefined;
  const handle = await handleOf(person.email);
  if (isNewEmail && change.from !== handle) {
    // An earlier request has got as far as the new address, and its code is spent.
    await endSessions(person);
    return { ...done, email: person.email, signed_in: false };
  }
  await countTry(attribute, person, stored);
  try {
    if (change.taken) {
      throw new HttpError('INVALID_CODE');
    }
    if (isNewEmail) {
      await assertEmailMayChange(handle);
    }
    await spendCode(request.token, attribute, verification_code, change);
  } catch (error) {
    if (!isHttpError(error, 'INVALID_CODE')) {
      await uncountTry(attribute, person);
    }
    throw error;
  }
  if (!isNewEmail) {
    await insist(() => settleChange(attribute, person, change));
    return { ...done, email: person.email, signed_in: true };
  }
  await endSessions(person);
  await leave(handle);
  return { ...done, email: change.to!, signed_in: false };
});
