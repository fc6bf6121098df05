import {
  AttributeType, checkAttributes, checkRequired, checkUsernameForm, checkWritable, toRecord, usernameAttribute, usernameExists,
} from '../attributes';
import { ClientUserInput, clientUser } from '../client-user';
import { checkCode, spendCode } from '../codes';
import { Cognito } from '../cognito';
import { Fault, faults, invalidParameter, notAuthorized } from '../errors';
import { allowsFlow } from '../flows/allowed';
import { countCall } from '../limits';
import { operations } from '../operation';
import { checkPasswordOrAddress } from '../passwordless';
import { setPassword } from '../passwords';
import { postConfirmation } from '../post-confirmation';
import { checkSecretHash } from '../secret-hash';
import { openSession, readFirstSession, spend } from '../sessions';
import { simulateDelivery } from '../simulated-delivery';
import { Client, Pool, VerifiedAttribute } from '../state';
import { invokeTrigger } from '../triggers';
import { addUser, NewUser, newUser, userByName } from '../users';
import { sendVerification, signUpAttribute, takeAliases, verify } from '../verification';

interface SignUpInput extends ClientUserInput {
  readonly Password?: string;
  readonly UserAttributes?: AttributeType[];
  readonly ValidationData?: AttributeType[];
}

const WITHOUT_EFFECT = ['AnalyticsMetadata', 'UserContextData'];

async function preSignUp(cognito: Cognito, pool: Pool, client: Client, input: SignUpInput, { username, attributes }: NewUser) {
  return invokeTrigger(cognito, pool, {
    trigger: 'PreSignUp',
    source: 'PreSignUp_SignUp',
    username,
    client,
    request: {
      userAttributes: attributes,
      validationData: input.ValidationData ? toRecord(input.ValidationData) : null,
      ...(input.ClientMetadata ? { clientMetadata: input.ClientMetadata } : {}),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
}

function autoVerify(attributes: Record<string, string>, name: VerifiedAttribute): void {
  // [D] an error, [M] which one.
  if (!attributes[name]) throw new Fault('InvalidLambdaResponseException', `PreSignUp: there is no ${name} to verify`);
  attributes[`${name}_verified`] = 'true';
}

async function signUp(cognito: Cognito, input: SignUpInput) {
  const { pool, client } = cognito.client(input.ClientId);
  checkSecretHash(client, input.Username, input.SecretHash);
  // [O]
  if (pool.config.AdminCreateUserConfig?.AllowAdminCreateUserOnly) throw notAuthorized('SignUp is not permitted for this user pool');
  checkUsernameForm(pool, input.Username);
  const given = toRecord(input.UserAttributes);
  checkWritable(client, Object.keys(given));
  const named = usernameAttribute(pool, input.Username);
  const attributes = { ...given, ...(named ? { [named]: input.Username } : {}) };
  checkAttributes(pool, attributes);
  checkRequired(pool, attributes);
  checkPasswordOrAddress(pool, attributes, input.Password);
  // [O] Discloses the account even where existence errors are prevented [D].
  const exists = () => userByName(pool, input.Username)
    && usernameExists(named ? `An account with the given ${named} already exists.` : 'User already exists');
  const before = exists();
  if (before) throw before;
  const person = newUser(named ? undefined : input.Username, attributes);
  const response = await preSignUp(cognito, pool, client, input, person);
  if (response?.autoVerifyEmail) autoVerify(attributes, 'email');
  if (response?.autoVerifyPhone) autoVerify(attributes, 'phone_number');
  const meanwhile = exists();
  if (meanwhile) throw meanwhile;
  takeAliases(pool, attributes);
  const user = addUser(cognito, pool, person, response?.autoConfirmUser ? 'CONFIRMED' : 'UNCONFIRMED');
  if (input.Password) setPassword(pool, user, input.Password);
  if (user.status === 'CONFIRMED') {
    await postConfirmation(cognito, pool, client, user, input.ClientMetadata);
    return { UserConfirmed: true, UserSub: user.sub };
  }
  const attribute = signUpAttribute(pool, user);
  const details = attribute && await sendVerification(cognito, pool, user, {
    attribute, source: 'SignUp', client, clientMetadata: input.ClientMetadata,
  });
  return {
    UserConfirmed: false,
    UserSub: user.sub,
    ...(details ? { CodeDeliveryDetails: details } : {}),
    // [O] aws-sdk-js-v3#6724: only where the client allows the flow that takes it
    ...(allowsFlow(client, 'ALLOW_USER_AUTH') ? { Session: openSession(cognito, pool, client, user, 'SIGN_UP') } : {}),
  };
}

interface ConfirmInput extends ClientUserInput {
  readonly ConfirmationCode: string;
  readonly ForceAliasCreation?: boolean;
  readonly Session?: string;
}

async function confirmSignUp(cognito: Cognito, input: ConfirmInput): Promise<object> {
  if (input.ForceAliasCreation) throw invalidParameter('the offline Cognito does not have ForceAliasCreation');
  const { pool, client, user } = clientUser(cognito, input);
  // [D]
  if (!user) throw faults.mailedCodeExpired();
  countCall(user, 'ConfirmSignUp', cognito.now());
  if (!user.enabled) throw faults.userIsDisabled();
  // [O]
  if (user.status !== 'UNCONFIRMED') throw faults.userCannotBeConfirmed(user.status);
  // [M] unverified which errors a bad session has
  const open = input.Session === undefined ? undefined : readFirstSession(cognito, input.Session, 'SIGN_UP', client.id);
  if (open && open.user !== user) throw faults.sessionInvalid();
  const { attribute } = checkCode(user, 'SIGN_UP', input.ConfirmationCode, cognito.now());
  verify(cognito, pool, user, attribute);
  spendCode(user, 'SIGN_UP');
  user.status = 'CONFIRMED';
  if (open) spend(open.session);
  await postConfirmation(cognito, pool, client, user, input.ClientMetadata);
  // [D]
  return open ? { Session: openSession(cognito, pool, client, user, 'FIRST_SIGN_IN', { confirmed: attribute }) } : {};
}

async function resend(cognito: Cognito, input: ClientUserInput) {
  const { pool, client, user, prevented } = clientUser(cognito, input);
  // [O]
  const confirmed = invalidParameter('User is already confirmed.');
  if (!user || (prevented && !user.enabled)) return simulateDelivery(pool, 'ResendConfirmationCode', input.Username, confirmed);
  countCall(user, 'ResendConfirmationCode', cognito.now());
  if (!user.enabled) throw faults.userIsDisabled();
  if (user.status !== 'UNCONFIRMED') throw confirmed;
  const attribute = signUpAttribute(pool, user);
  // [O]
  if (!attribute) throw invalidParameter('Cannot resend codes. Auto verification not turned on.');
  return {
    CodeDeliveryDetails: await sendVerification(cognito, pool, user, {
      attribute, source: 'ResendCode', client, clientMetadata: input.ClientMetadata,
    }),
  };
}

export const signUpOperations = operations({
  SignUp: {
    required: ['ClientId', 'Username'],
    optional: ['SecretHash', 'Password', 'UserAttributes', 'ValidationData', 'ClientMetadata'],
    withoutEffect: WITHOUT_EFFECT,
    run: signUp,
  },
  ConfirmSignUp: {
    required: ['ClientId', 'Username', 'ConfirmationCode'],
    optional: ['SecretHash', 'ForceAliasCreation', 'ClientMetadata', 'Session'],
    withoutEffect: WITHOUT_EFFECT,
    run: confirmSignUp,
  },
  ResendConfirmationCode: {
    required: ['ClientId', 'Username'],
    optional: ['SecretHash', 'ClientMetadata'],
    withoutEffect: WITHOUT_EFFECT,
    run: resend,
  },
});
