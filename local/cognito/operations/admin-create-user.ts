import {
  AttributeType, checkAliasFree, checkAttributes, checkMutable, checkRequired, checkUsernameForm, toList, toRecord, usernameAttribute, usernameExists,
} from '../attributes';
import { Cognito, seconds } from '../cognito';
import { Fault, faults, invalidParameter } from '../errors';
import { allowsPasswordless } from '../first-factors';
import { Medium, sendMessage } from '../messages';
import { operations } from '../operation';
import { checkPassword, temporaryPassword } from '../password-policy';
import { checkAddress } from '../passwordless';
import { storePassword } from '../passwords';
import { Pool, User } from '../state';
import { ClientMetadata, invokeTrigger } from '../triggers';
import { addUser, newUser, userByName } from '../users';

interface AdminCreateUserInput {
  readonly UserPoolId: string;
  readonly Username: string;
  readonly UserAttributes?: AttributeType[];
  readonly ValidationData?: AttributeType[];
  readonly TemporaryPassword?: string;
  readonly ForceAliasCreation?: boolean;
  readonly MessageAction?: 'RESEND' | 'SUPPRESS';
  readonly DesiredDeliveryMediums?: Medium[];
  readonly ClientMetadata?: ClientMetadata;
}

export const userType = (user: User) => ({
  Username: user.username,
  Attributes: toList(user.attributes),
  UserCreateDate: seconds(user.createdAt),
  UserLastModifiedDate: seconds(user.modifiedAt),
  Enabled: user.enabled,
  UserStatus: user.status,
});

async function create(cognito: Cognito, pool: Pool, input: AdminCreateUserInput): Promise<User> {
  // [O]
  if (userByName(pool, input.Username)) throw usernameExists('User account already exists');
  checkUsernameForm(pool, input.Username);
  const named = usernameAttribute(pool, input.Username);
  const attributes = { ...toRecord(input.UserAttributes), ...(named ? { [named]: input.Username } : {}) };
  checkAttributes(pool, attributes);
  checkMutable(pool, Object.keys(attributes).filter((name) => name === 'sub'));
  const person = newUser(named ? undefined : input.Username, attributes);
  if (isPasswordless(pool, input)) {
    // [D]
    checkRequired(pool, attributes);
    checkAddress(pool, attributes);
  } else if (input.TemporaryPassword !== undefined) {
    checkPassword(pool, input.TemporaryPassword);
  }
  // [D] What it answers is not looked at; it can only refuse.
  await invokeTrigger(cognito, pool, {
    trigger: 'PreSignUp',
    source: 'PreSignUp_AdminCreateUser',
    username: person.username,
    request: {
      userAttributes: attributes,
      validationData: input.ValidationData ? toRecord(input.ValidationData) : null,
      ...(input.ClientMetadata ? { clientMetadata: input.ClientMetadata } : {}),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  checkAliasesOf(pool, attributes, input);
  if (userByName(pool, input.Username)) throw usernameExists('User account already exists');
  // [M] which status one without a password has
  return addUser(cognito, pool, person, isPasswordless(pool, input) ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD');
}

/** [D] Where people can sign in by a one-time code, a password that is not given is not made up either. */
const isPasswordless = (pool: Pool, { TemporaryPassword: password, MessageAction: action }: AdminCreateUserInput) =>
  !password && action !== 'RESEND' && allowsPasswordless(pool);

/** [D] Only a verified alias must be free. */
function checkAliasesOf(pool: Pool, attributes: Record<string, string>, { ForceAliasCreation: force }: AdminCreateUserInput): void {
  if (force) throw invalidParameter('the offline Cognito does not have ForceAliasCreation');
  const verified = Object.entries(attributes).filter(([name]) =>
    pool.config.UsernameAttributes?.includes(name) || attributes[`${name}_verified`] === 'true');
  checkAliasFree(pool, undefined, Object.fromEntries(verified));
}

/** [O] Again, with a new password, for who has not signed in yet. */
function recreate(pool: Pool, input: AdminCreateUserInput): User {
  const user = userByName(pool, input.Username);
  if (!user) throw faults.userDoesNotExist();
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new Fault('UnsupportedUserStateException', `Resend not possible. ${user.username} status is not FORCE_CHANGE_PASSWORD`);
  }
  if (input.TemporaryPassword !== undefined) checkPassword(pool, input.TemporaryPassword);
  return user;
}

async function invite(cognito: Cognito, pool: Pool, user: User, password: string, input: AdminCreateUserInput): Promise<void> {
  // [D] SMS is the default; an address that the person does not have gets nothing.
  for (const medium of input.DesiredDeliveryMediums ?? ['SMS']) {
    if (!user.attributes[medium === 'SMS' ? 'phone_number' : 'email']) continue;
    await sendMessage(cognito, pool, user, {
      source: 'AdminCreateUser', medium, code: password, clientMetadata: input.ClientMetadata,
    });
  }
}

export const adminCreateUserOperations = operations({
  AdminCreateUser: {
    signed: true,
    required: ['UserPoolId', 'Username'],
    optional: [
      'UserAttributes', 'ValidationData', 'TemporaryPassword', 'ForceAliasCreation', 'MessageAction', 'DesiredDeliveryMediums', 'ClientMetadata',
    ],
    async run(cognito, input: AdminCreateUserInput) {
      const pool = cognito.pool(input.UserPoolId);
      const user = input.MessageAction === 'RESEND' ? recreate(pool, input) : await create(cognito, pool, input);
      // [M] There is nothing that an invitation could tell.
      if (isPasswordless(pool, input)) return { User: userType(user) };
      const password = input.TemporaryPassword ?? temporaryPassword(pool);
      storePassword(pool, user, password);
      user.temporaryPasswordSetAt = cognito.now();
      cognito.touch(user);
      if (input.MessageAction !== 'SUPPRESS') await invite(cognito, pool, user, password, input);
      return { User: userType(user) };
    },
  },
});
