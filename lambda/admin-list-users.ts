import { ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { administratorOf } from './lib/administrator';
import { attributesOf } from './lib/attributes';
import { answering } from './lib/aws-errors';
import { UserPoolId, cognito } from './lib/cognito';
import { HttpError } from './lib/http-error';
import { MAX_FILTER, quoted } from './lib/list-filter';
import { listedUser } from './lib/listed-user';
import { operation } from './lib/operation';

const DEFAULT_LIMIT = '20';

const NOT_UNDERSTOOD = { search: 'cannot be looked for: please leave special characters out' };
const NO_SUCH_PAGE = { next: 'must be the next of the page before, sent with the same search' };

/** Cognito matches one attribute, all of it or its beginning. What it calls `status` is whether the account can sign in. */
const filters = {
  EMAIL: (text: string) => `email ^= ${quoted(text.toLowerCase())}`,
  NAME: (text: string) => `name ^= ${quoted(text)}`,
  PHONE: (text: string) => `phone_number ^= ${quoted(text)}`,
  STATUS: (text: string) => /^disabled$/i.test(text) ? 'status = "Disabled"' : `cognito:user_status = ${quoted(text.toUpperCase())}`,
  USER_ID: (text: string) => `sub = ${quoted(text.toLowerCase())}`,
};

const filterOf = (search: string, by: keyof typeof filters): string => {
  const filter = filters[by](search);
  if (filter.length > MAX_FILTER) {
    throw new HttpError('INVALID_REQUEST', NOT_UNDERSTOOD);
  }
  return filter;
};

export const handler = operation<'GET /v1/admin/users'>(async (request) => {
  await administratorOf(request);
  const { search, search_by = 'EMAIL', limit = DEFAULT_LIMIT, next } = request.query;
  const Filter = search === undefined ? undefined : filterOf(search, search_by);
  const page = new ListUsersCommand({ UserPoolId, Filter, Limit: Number(limit), PaginationToken: next });
  const { Users = [], PaginationToken } = await cognito.send(page)
    // There is nothing else that the caller could have done wrong.
    .catch(answering('INVALID_REQUEST', next ?? search ? ['InvalidParameterException'] : [], next ? NO_SUCH_PAGE : NOT_UNDERSTOOD));
  return {
    users: Users.map(({ Attributes, UserStatus, Enabled, UserCreateDate, UserLastModifiedDate }) => listedUser({
      attributes: attributesOf(Attributes),
      status: UserStatus!,
      enabled: Enabled!,
      created_at: UserCreateDate!.toISOString(),
      modified_at: UserLastModifiedDate!.toISOString(),
    })),
    next: PaginationToken ?? null,
  };
});
