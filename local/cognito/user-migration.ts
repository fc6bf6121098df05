import { checkAliasFree, checkAttributes, checkUsernameForm, usernameAttribute } from './attributes';
import { Cognito } from './cognito';
import { Fault, invalidParameter } from './errors';
import { enableFactor } from './factors';
import { Medium, sendMessage } from './messages';
import { temporaryPassword } from './password-policy';
import { storePassword } from './passwords';
import { Client, Pool, User } from './state';
import { ClientMetadata, invokeTrigger } from './triggers';
import { addUser, newUser, userByName } from './users';

interface Newcomer {
  readonly pool: Pool;
  readonly client: Client;
  readonly username: string;
  /** None when the password is forgotten. */
  readonly password?: string;
  /** [D] At sign-in what the triggers call validationData, at a recovery clientMetadata. */
  readonly metadata: ClientMetadata;
}

/**
 * Asks the trigger for somebody who is not in the pool; undefined where there is no such trigger. [O] What the function throws reaches the caller as
 * it does from other triggers; [M] that it does so where existence errors are prevented, and that no other trigger is asked, is unverified.
 */
export async function migrateUser(cognito: Cognito, newcomer: Newcomer): Promise<User | undefined> {
  const { pool, client, username, password, metadata } = newcomer;
  const response = await invokeTrigger(cognito, pool, {
    trigger: 'UserMigration',
    source: password === undefined ? 'UserMigration_ForgotPassword' : 'UserMigration_Authentication',
    username,
    client,
    request: password === undefined ? { ...(metadata ? { clientMetadata: metadata } : {}) } : { password, validationData: metadata ?? null },
    response: {
      userAttributes: null, forceAliasCreation: null, enableSMSMFA: null, finalUserStatus: null, messageAction: null, desiredDeliveryMediums: null,
    },
  });
  // Of two sign-ins at once the second finds the person whom the first brought.
  return response && (userByName(pool, username) ?? create(cognito, newcomer, response));
}

async function create(cognito: Cognito, { pool, client, username, password }: Newcomer, response: Record<string, any>): Promise<User> {
  const { username: given = username, ...attributes } = response.userAttributes ?? {};
  const status = response.finalUserStatus ?? 'CONFIRMED';
  // [D] required; [M] which error.
  if (!response.userAttributes || !['CONFIRMED', 'RESET_REQUIRED'].includes(status)) {
    throw new Fault('InvalidLambdaResponseException', `UserMigration: ${response.userAttributes ? `finalUserStatus ${status}` : 'no userAttributes'}`);
  }
  if (response.forceAliasCreation) throw invalidParameter('the offline Cognito does not have forceAliasCreation');
  checkUsernameForm(pool, given);
  const named = usernameAttribute(pool, given);
  if (named) attributes[named] ??= given;
  checkAttributes(pool, attributes);
  // [D] Without forceAliasCreation nobody loses an address to a newcomer.
  const verified = Object.entries<string>(attributes).filter(([name]) => name === named || attributes[`${name}_verified`] === 'true');
  try {
    checkAliasFree(pool, undefined, Object.fromEntries(verified));
  } catch (error) {
    // [M] AliasExistsException is none of the errors of these operations.
    throw invalidParameter((error as Error).message);
  }
  // [M] Who forgot the password has none until the code came back.
  const user = addUser(cognito, pool, newUser(named ? undefined : given, attributes), password === undefined ? 'RESET_REQUIRED' : status);
  // [D] The password policy is not asked.
  if (password !== undefined) storePassword(pool, user, password);
  if (response.enableSMSMFA) enableFactor(user, 'SMS_MFA');
  if (response.messageAction !== 'SUPPRESS') await welcome(cognito, pool, client, user, response.desiredDeliveryMediums);
  return user;
}

/** [D] By SMS unless the function says otherwise. [M] That the password in it is a made-up one is unverified: the person has their own. */
async function welcome(cognito: Cognito, pool: Pool, client: Client, user: User, mediums: Medium[] | null | undefined): Promise<void> {
  for (const medium of mediums ?? ['SMS']) {
    if (!user.attributes[medium === 'SMS' ? 'phone_number' : 'email']) continue;
    await sendMessage(cognito, pool, user, { source: 'AdminCreateUser', medium, code: temporaryPassword(pool), client });
  }
}
