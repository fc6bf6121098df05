import { AttributeType, checkAliasFree, checkAttributes, checkMutable, toList, toRecord } from '../attributes';
import { Cognito, seconds } from '../cognito';
import { faults, invalidParameter } from '../errors';
import { mfaSettings } from '../factors';
import { operations } from '../operation';
import { Pool, User, VerifiedAttribute } from '../state';
import { endTokenSessions } from '../token-sessions';
import { ClientMetadata, invokeTrigger, userAttributes } from '../triggers';
import { changeAttributes, existingUser, removeUser } from '../users';
import { autoVerified, heldBack, sendVerification } from '../verification';

interface UserInput {
  readonly UserPoolId: string;
  readonly Username: string;
}

const KEYS = ['UserPoolId', 'Username'];

const find = (cognito: Cognito, input: UserInput): { pool: Pool; user: User } => {
  const pool = cognito.pool(input.UserPoolId);
  return { pool, user: existingUser(pool, input.Username) };
};

const VERIFIABLE: readonly VerifiedAttribute[] = ['email', 'phone_number'];

async function updateAttributes(cognito: Cognito, pool: Pool, user: User, attributes: Record<string, string>, metadata: ClientMetadata) {
  checkMutable(pool, Object.keys(attributes));
  checkAttributes(pool, attributes);
  checkAliasFree(pool, user, attributes);
  const after = { ...user.attributes, ...attributes };
  const changed = VERIFIABLE.filter((name) => attributes[name] !== undefined && attributes[name] !== user.attributes[name]);
  for (const name of VERIFIABLE) {
    const label = name === 'email' ? 'Email' : 'Phone number';
    // [O]
    if (attributes[`${name}_verified`] && !after[name]) throw invalidParameter(`${label} is required to verify/un-verify an ${label.toLowerCase()}`);
  }
  // [D] An administrator's change waits for its proof as a person's own does, unless the same call says that it is proven.
  const waiting = changed.filter((name) => heldBack(pool).includes(name) && attributes[name] !== '' && attributes[`${name}_verified`] !== 'true');
  changeAttributes(pool, user, (present) => {
    // [D] A new address is unverified unless the same call says otherwise.
    for (const name of changed) if (!waiting.includes(name)) present[`${name}_verified`] = 'false';
    for (const [name, value] of Object.entries(attributes)) if (!(waiting as string[]).includes(name)) present[name] = value;
    // [D] An empty value removes the attribute.
    for (const [name, value] of Object.entries(attributes)) if (value === '') delete present[name];
  });
  cognito.touch(user);
  for (const attribute of changed.filter((name) => autoVerified(pool).includes(name))) {
    const pendingValue = waiting.includes(attribute) ? attributes[attribute] : undefined;
    if (pendingValue === undefined && (user.attributes[`${attribute}_verified`] === 'true' || !user.attributes[attribute])) continue;
    await sendVerification(cognito, pool, user, { attribute, source: 'UpdateUserAttribute', clientMetadata: metadata, pendingValue });
  }
}

export const adminUserOperations = operations({
  AdminGetUser: {
    signed: true,
    required: KEYS,
    run(cognito, input: UserInput) {
      const { user } = find(cognito, input);
      return {
        Username: user.username,
        UserAttributes: toList(user.attributes),
        UserCreateDate: seconds(user.createdAt),
        UserLastModifiedDate: seconds(user.modifiedAt),
        Enabled: user.enabled,
        UserStatus: user.status,
        ...mfaSettings(user),
      };
    },
  },
  AdminUpdateUserAttributes: {
    signed: true,
    required: [...KEYS, 'UserAttributes'],
    optional: ['ClientMetadata'],
    async run(cognito, input: UserInput & { UserAttributes: AttributeType[]; ClientMetadata?: ClientMetadata }) {
      const { pool, user } = find(cognito, input);
      await updateAttributes(cognito, pool, user, toRecord(input.UserAttributes), input.ClientMetadata);
      return {};
    },
  },
  AdminDeleteUserAttributes: {
    signed: true,
    required: [...KEYS, 'UserAttributeNames'],
    run(cognito, input: UserInput & { UserAttributeNames: string[] }) {
      const { pool, user } = find(cognito, input);
      checkMutable(pool, input.UserAttributeNames);
      checkAttributes(pool, Object.fromEntries(input.UserAttributeNames.map((name) => [name, ''])));
      changeAttributes(pool, user, (attributes) => { for (const name of input.UserAttributeNames) delete attributes[name]; });
      cognito.touch(user);
      return {};
    },
  },
  AdminDeleteUser: {
    signed: true,
    required: KEYS,
    run(cognito, input: UserInput) {
      const { pool, user } = find(cognito, input);
      removeUser(cognito, pool, user);
      return {};
    },
  },
  AdminEnableUser: {
    signed: true,
    required: KEYS,
    run(cognito, input: UserInput) {
      const { user } = find(cognito, input);
      user.enabled = true;
      cognito.touch(user);
      return {};
    },
  },
  AdminDisableUser: {
    signed: true,
    required: KEYS,
    run(cognito, input: UserInput) {
      const { pool, user } = find(cognito, input);
      user.enabled = false;
      // [D] Ends the tokens too.
      endTokenSessions(cognito, pool, user);
      cognito.touch(user);
      return {};
    },
  },
  AdminUserGlobalSignOut: {
    signed: true,
    required: KEYS,
    run(cognito, input: UserInput) {
      const { pool, user } = find(cognito, input);
      endTokenSessions(cognito, pool, user);
      return {};
    },
  },
  AdminConfirmSignUp: {
    signed: true,
    required: KEYS,
    optional: ['ClientMetadata'],
    async run(cognito, input: UserInput & { ClientMetadata?: ClientMetadata }) {
      const { pool, user } = find(cognito, input);
      if (user.status !== 'UNCONFIRMED') throw faults.userCannotBeConfirmed(user.status);
      // [D] The address stays unverified.
      user.status = 'CONFIRMED';
      cognito.touch(user);
      await invokeTrigger(cognito, pool, {
        trigger: 'PostConfirmation',
        source: 'PostConfirmation_ConfirmSignUp',
        user,
        request: { userAttributes: userAttributes(user), ...(input.ClientMetadata ? { clientMetadata: input.ClientMetadata } : {}) },
        response: {},
      });
      return {};
    },
  },
});
