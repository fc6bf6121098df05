import { AdminUpdateUserAttributesCommand, GetUserAttributeVerificationCodeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS, type Person } from './access-token';
import { assertEmailMayChange, attributes, changeOf, type AddressChange, type Attribute } from './address-change';
import { answering, isOneOf } from './aws-errors';
import { UserPoolId, cognitoOnce } from './cognito';
import { HttpError } from './http-error';
import { mailInTurn, untilNext } from './mail-limit';
import { write, writeInTurn } from './objects';
import { handleOf } from './user-id';
import { personObjects } from '../../src/contract/objects';

const seconds = (milliseconds: number) => Math.ceil(milliseconds / 1000);

/**
 * Takes the person's turn to have a code of the kind sent, whatever the address; a failure gives it back. A person who is signed in may know when the next
 * one is.
 */
const inTurn = async (attribute: Attribute, person: Pick<Person, 'sub'>, what: Pick<AddressChange, 'to' | 'from'>, send: () => Promise<{ taken: boolean }>) => {
  const key = attributes[attribute].key(person.sub);
  const stored = await changeOf(attribute, person);
  const wait = untilNext(stored?.content.sent_at);
  if (wait > 0) {
    throw new HttpError('TOO_MANY_REQUESTS', undefined, seconds(wait));
  }
  const { codes = 0, since = 0, to, from, taken } = stored?.content ?? {};
  const change: AddressChange = { ...what, sent_at: Date.now(), codes, since };
  await writeInTurn(key, change, stored?.etag);
  const answer = await send().catch(async (error) => {
    await write(key, { ...change, to, from, taken, sent_at: 0 });
    throw error;
  });
  if (answer.taken) {
    await write(key, { ...change, taken: true });
  }
};

/**
 * Lets Cognito keep the new value until a code comes back that it sends there: the pool is made so, and AdminUpdateUserAttributes goes along with it. A
 * signed call, since the bearer of a token could make any that the app's client may, also without a fresh sign-in.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html
 */
const update = async (attribute: Attribute, person: Pick<Person, 'sub'>, to: string): Promise<{ taken: boolean }> => {
  const { name, field } = attributes[attribute];
  try {
    await cognitoOnce.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: person.sub, UserAttributes: [{ Name: name, Value: to }] }))
      .catch(answering('INVALID_TOKEN', ['UserNotFoundException']))
      .catch(answering('INVALID_REQUEST', ['CodeDeliveryFailureException', 'InvalidParameterException'], { [field]: 'is not accepted: no code can be sent there' }));
    return { taken: false };
  } catch (error) {
    // Somebody else's: who asks must not learn it, and who has it gets no mail.
    if (isOneOf(error, ['AliasExistsException'])) {
      return { taken: true };
    }
    throw error;
  }
};

/** One mail of this kind per address, too, whoever says that it is theirs. */
const mailTo = async (address: string, send: () => Promise<{ taken: boolean }>): Promise<{ taken: boolean }> => {
  let answer = { taken: false };
  const inTime = await mailInTurn(personObjects.attributeCodeSent(await handleOf(address)), async () => {
    answer = await send();
  });
  if (!inTime) {
    throw new HttpError('TOO_MANY_REQUESTS', undefined, seconds(untilNext(Date.now())));
  }
  return answer;
};

/** Sends a code to a new address or number. The present one stays until the code is back. */
export const askForChange = async (attribute: Attribute, person: Pick<Person, 'sub' | 'email'>, to: string): Promise<void> => {
  if (attribute === 'PHONE') {
    return inTurn(attribute, person, { to }, () => update(attribute, person, to));
  }
  const from = await handleOf(person.email);
  await assertEmailMayChange(from);
  return inTurn(attribute, person, { to, from }, () => mailTo(to, () => update(attribute, person, to)));
};

/** Sends a code to the present address or number. Cognito itself sends to that one only: https://github.com/aws-amplify/amplify-flutter/issues/3756 */
export const askForProof = (attribute: Attribute, person: Person, AccessToken: string): Promise<void> => inTurn(attribute, person, {}, async () => {
  await cognitoOnce.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: attributes[attribute].name }))
    .catch(answering('INVALID_TOKEN', TOKEN_REFUSALS))
    .catch(answering('INVALID_STATE', ['CodeDeliveryFailureException', 'InvalidParameterException']));
  return { taken: false };
});
