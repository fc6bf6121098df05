import * as field from './fields';
import { heldOnOthers } from './held';
import type { Operation } from './operation';
import { answer, request, sub, userPath } from './row';

const { count, flag, list, object, text, textOrNull, texts } = field;

/** Times are in ISO 8601. */
const user = {
  user_id: sub,
  email: textOrNull('the email address'),
  full_name: textOrNull('the name'),
  mobile_phone_number: textOrNull('the phone number'),
  status: text('how far the account is: CONFIRMED, FORCE_CHANGE_PASSWORD (invited), UNCONFIRMED, RESET_REQUIRED, EXTERNAL_PROVIDER, ...'),
  enabled: flag('whether it can sign in'),
  email_verified: flag('whether the email address is proven'),
  created_at: text('when it was made'),
  modified_at: text('when it was last changed'),
} as const;

/** What administrators see. */
export const adminPeopleOperations = {
  'GET /v1/admin/users': {
    operation: 'admin-list-users',
    summary: 'Lists the accounts of the pool, or those that are looked for, page by page, for administrators.',
    access: 'ADMINISTRATORS',
    throttle: 'DEFAULT',
    feature: 'ADMIN',
    query: request(
      { search: field.search, search_by: field.searchBy, limit: field.pageLimit, next: field.pageToken },
      ['search', 'search_by', 'limit', 'next'],
    ),
    success: {
      status: 200,
      body: answer({
        users: list('the accounts of the page, which may be fewer than asked for, or none, while there is a next one', user),
        next: textOrNull('what asks for the next page; null at the end'),
      }),
    },
    errors: ['INVALID_TOKEN', 'FORBIDDEN'],
    actions: ['cognito-idp:ListUsers'],
  },
  'GET /v1/admin/users/{user_id}': {
    operation: 'admin-get-user',
    summary: 'Says what there is of an account, for administrators: its status, second factors, groups and accounts elsewhere.',
    access: 'ADMINISTRATORS',
    throttle: 'DEFAULT',
    feature: 'ADMIN',
    path: userPath,
    success: {
      status: 200,
      body: answer({
        ...user,
        locale: textOrNull('the language'),
        factors: heldOnOthers.factors,
        groups: heldOnOthers.groups,
        identities: heldOnOthers.identities,
        last_sign_in: object('the last sign-in, right or wrong, where threat protection keeps them', {
          at: text('when it was'),
          result: text('Pass, Fail or InProgress'),
          ip_address: text('where it came from'),
          device: text('what device it came from'),
          city: text('the city of that address'),
          country: text('the country of that address'),
        }, ['ip_address', 'device', 'city', 'country']),
      }, ['last_sign_in']),
    },
    errors: ['INVALID_TOKEN', 'FORBIDDEN', 'USER_NOT_FOUND'],
    actions: ['cognito-idp:AdminGetUser', 'cognito-idp:AdminListGroupsForUser', 'cognito-idp:AdminListUserAuthEvents', 'cognito-idp:ListUsers'],
  },
  'GET /v1/admin/users/{user_id}/sessions': {
    operation: 'admin-list-sessions',
    summary: 'Lists where a person is signed in, for administrators.',
    access: 'ADMINISTRATORS',
    throttle: 'DEFAULT',
    feature: 'ADMIN',
    path: userPath,
    success: {
      status: 200,
      body: answer({
        tracked: flag('whether the pool tracks sessions: where it does not, none is listed'),
        sessions: list('the sessions', {
          session_id: text('its id'),
          type: textOrNull('TOKEN: an app; SSO: a browser at Cognito\'s own pages'),
          client_id: textOrNull('the app\'s client'),
          created_at: textOrNull('when it began'),
          last_used_at: textOrNull('when it was last used'),
          device: textOrNull('the device that it was used on'),
          ip_address: textOrNull('the address that it was used from'),
          city: textOrNull('the city of that address'),
          country: textOrNull('the country of that address'),
        }),
      }),
    },
    errors: ['INVALID_TOKEN', 'FORBIDDEN', 'USER_NOT_FOUND'],
    actions: ['cognito-idp:AdminListUserSessions', 'cognito-idp:ListUsers'],
  },
  'GET /v1/admin/users/{user_id}/export': {
    operation: 'admin-export-user',
    summary: 'Answers all that is held on a person, for administrators to hand it on, and says what is held besides. Takes a sign-in of the last 10 minutes.',
    access: 'ADMINISTRATORS',
    throttle: 'CREDENTIAL',
    feature: 'ADMIN',
    path: userPath,
    success: {
      status: 200,
      body: answer({
        user_id: sub,
        exported_at: text('when this was put together'),
        ...heldOnOthers,
        incomplete: texts('the categories that hold more than is shown: of each the newest are'),
        not_included: texts('what is held besides and cannot be shown, why, and for how long'),
      }, ['devices', 'sessions', 'sign_in_events', 'picture']),
    },
    errors: ['INVALID_TOKEN', 'REAUTHENTICATION_REQUIRED', 'FORBIDDEN', 'USER_NOT_FOUND'],
    actions: [
      'cognito-idp:AdminGetUser', 'cognito-idp:AdminListDevices', 'cognito-idp:AdminListGroupsForUser', 'cognito-idp:AdminListUserAuthEvents',
      'cognito-idp:AdminListUserSessions', 'cognito-idp:ListUsers', 's3:GetObject', 'secretsmanager:GetSecretValue',
    ],
  },
  'GET /v1/admin/counts': {
    operation: 'admin-count-users',
    summary: 'Counts the accounts, by their status, and the members of groups, for administrators: as far as a request has time for.',
    access: 'ADMINISTRATORS',
    throttle: 'CREDENTIAL',
    feature: 'ADMIN',
    success: {
      status: 200,
      body: answer({
        users: count('the accounts, as Cognito estimates it'),
        counted: count('the accounts that were looked at for what follows: all, or the first 600'),
        complete: flag('whether these are all'),
        by_status: { type: 'object', description: 'of those, how many have which status, such as CONFIRMED' },
        enabled: count('of those, how many can sign in'),
        disabled: count('of those, how many cannot'),
        groups: list('the groups', {
          group: text('its name'),
          members: count('how many are in it'),
          complete: flag('whether these are all'),
        }),
        groups_complete: flag('whether these are all groups'),
      }),
    },
    errors: ['INVALID_TOKEN', 'FORBIDDEN'],
    actions: ['cognito-idp:DescribeUserPool', 'cognito-idp:ListGroups', 'cognito-idp:ListUsers', 'cognito-idp:ListUsersInGroup'],
  },
  'GET /v1/admin/groups': {
    operation: 'admin-list-groups',
    summary: 'Lists the groups of the pool, for administrators.',
    access: 'ADMINISTRATORS',
    throttle: 'DEFAULT',
    feature: 'ADMIN',
    success: {
      status: 200,
      body: answer({
        groups: list('the groups', {
          group: text('its name'),
          description: text('what it is for'),
          precedence: { type: 'integer', description: 'which of several groups decides about a role: the one with the lowest' },
        }, ['description', 'precedence']),
        incomplete: flag('whether there are more groups than these'),
      }),
    },
    errors: ['INVALID_TOKEN', 'FORBIDDEN'],
    actions: ['cognito-idp:ListGroups'],
  },
} as const satisfies Record<string, Operation>;
