import { csvLine } from './csv';
import type { ExportedGroup, ExportedUser } from './pool-contents';

/** What Cognito shows nobody. */
export const NOT_EXPORTED = ['passwords, nor what is kept of them', 'secrets of authenticator apps', 'passkeys', 'sessions and refresh tokens'];

export interface Contents {
  readonly userPoolId: string;
  readonly groups: readonly ExportedGroup[];
  readonly customAttributes: readonly string[];
  readonly users: () => AsyncIterable<ExportedUser>;
}

/** One document, a user a line. */
export async function* jsonDocument({ userPoolId, groups, users }: Contents): AsyncGenerator<string> {
  const list = (items: readonly unknown[]) => items.length === 0 ? '[]' : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
  yield `{\n  "user_pool_id": ${JSON.stringify(userPoolId)},\n  "not_exported": ${list(NOT_EXPORTED)},\n  "groups": ${list(groups)},\n  "users": [`;
  let isFirst = true;
  for await (const user of users()) {
    yield `${isFirst ? '' : ','}\n    ${JSON.stringify(user)}`;
    isFirst = false;
  }
  yield `${isFirst ? '' : '\n  '}]\n}\n`;
}

/** OpenID Connect's own, which every pool has: columns do not depend on who has what. */
const STANDARD = [
  'sub', 'address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'phone_number',
  'phone_number_verified', 'picture', 'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo', 'identities',
];

export async function* usersTable({ customAttributes, users }: Contents): AsyncGenerator<string> {
  const attributes = [...new Set([...STANDARD, ...[...customAttributes].sort()])];
  yield csvLine(['username', 'status', 'enabled', 'created_at', 'modified_at', 'groups', ...attributes]);
  for await (const user of users()) {
    const { username, status, enabled, created_at, modified_at, groups } = user;
    // A group's name has no spaces.
    yield csvLine([username, status, String(enabled), created_at, modified_at, groups.join(' '), ...attributes.map((name) => user.attributes[name] ?? '')]);
  }
}

export async function* groupsTable({ groups }: Contents): AsyncGenerator<string> {
  yield csvLine(['name', 'description', 'precedence', 'role_arn']);
  for (const { name, description, precedence, role_arn } of groups) yield csvLine([name, description ?? '', String(precedence ?? ''), role_arn ?? '']);
}
