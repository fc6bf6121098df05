import { createHash } from 'node:crypto';
import { invalidParameter } from '../errors';
import { operations } from '../operation';
import { page } from '../page';
import { User } from '../state';
import { userType } from './admin-create-user';

interface ListUsersInput {
  readonly UserPoolId: string;
  readonly AttributesToGet?: string[];
  readonly Limit?: number;
  readonly PaginationToken?: string;
  readonly Filter?: string;
}

// [D] One attribute, equal to or beginning with; custom ones are not searchable.
const FILTER = /^\s*"?([a-z_:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;
const SEARCHABLE = [
  'username', 'email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username', 'cognito:user_status', 'status', 'sub',
];

// [D] All others are searched whatever the case. [M] The developer guide says so of all, the API reference excepts these two.
const CASE_SENSITIVE = ['username', 'status'];

function matcher(filter: string | undefined): (user: User) => boolean {
  if (filter === undefined || filter.trim() === '') return () => true;
  const parts = FILTER.exec(filter);
  // [O]
  if (!parts || !SEARCHABLE.includes(parts[1])) throw invalidParameter(`Error while parsing filter: ${filter}`);
  const [, name, operator] = parts;
  const folded = (text: string) => CASE_SENSITIVE.includes(name) ? text : text.toLowerCase();
  const value = folded(parts[3].replace(/\\(.)/g, '$1'));
  return (user) => {
    const actual = valueOf(user, name);
    if (actual === undefined) return false;
    return operator === '=' ? folded(actual) === value : folded(actual).startsWith(value);
  };
}

function valueOf(user: User, name: string): string | undefined {
  if (name === 'username') return user.username;
  if (name === 'cognito:user_status') return user.status;
  // [D]
  if (name === 'status') return user.enabled ? 'Enabled' : 'Disabled';
  return user.attributes[name];
}

/** [O] A token of another search is refused: aws/aws-sdk-js#3705. [M] by this name; AWS's text quotes the token and the request's id. */
function pageOf(users: User[], { Filter: filter = '', Limit: limit, PaginationToken: token }: ListUsersInput) {
  const search = createHash('sha256').update(filter).digest('base64url').slice(0, 8);
  const [before, place] = token?.split('.') ?? [search];
  if (before !== search || (token !== undefined && !place)) throw invalidParameter('Paging marker is invalid for request.');
  const { items, next } = page(users, ({ username }) => username, limit, place);
  return { items, next: next === undefined ? undefined : `${search}.${next}` };
}

export const listUsersOperations = operations({
  ListUsers: {
    signed: true,
    required: ['UserPoolId'],
    optional: ['AttributesToGet', 'Limit', 'PaginationToken', 'Filter'],
    run(cognito, input: ListUsersInput) {
      const users = Object.values(cognito.pool(input.UserPoolId).users).filter(matcher(input.Filter));
      const { items, next } = pageOf(users, input);
      const wanted = input.AttributesToGet;
      return {
        Users: items.map(userType).map((user) => wanted
          ? { ...user, Attributes: user.Attributes.filter(({ Name }) => wanted.includes(Name)) } : user),
        ...(next === undefined ? {} : { PaginationToken: next }),
      };
    },
  },
});
