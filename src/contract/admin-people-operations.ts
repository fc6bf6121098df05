import * as field from './fields';
import type { Operation } from './operation';
import { answer } from './row';

const { flag, list, text } = field;

/** What administrators see. */
export const adminPeopleOperations = {
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
