import * as field from './fields';
import type { Operation } from './operation';
import { answer, request } from './row';

const { text, word } = field;

/** Where a person is signed in. */
export const sessionOperations = {
  'GET /v1/sessions': {
    operation: 'sessions',
    summary: 'Lists where the bearer of the token is signed in.',
    access: 'ACCESS_TOKEN',
    throttle: 'DEFAULT',
    feature: 'SESSIONS',
    success: {
      status: 200,
      body: answer({
        sessions: {
          type: 'array',
          items: { type: 'object' },
          description: 'the sessions, each with session_id, current (whether it is that of the token), type (TOKEN: an app; SSO: a browser at Cognito\'s own pages), '
            + 'client_id (the app\'s), created_at and last_used_at (ISO 8601), and as Cognito saw them last device, ip_address, city and country; what is not known is null',
        },
      }),
    },
    errors: ['INVALID_TOKEN', 'FORBIDDEN'],
    actions: [],
  },
  'DELETE /v1/sessions/{session_id}': {
    operation: 'delete-session',
    summary: 'Signs the bearer of the token out somewhere else.',
    access: 'ACCESS_TOKEN',
    throttle: 'DEFAULT',
    feature: 'SESSIONS',
    path: request({ session_id: field.sessionId }),
    success: { status: 200, body: answer({ session_id: text('the session that has ended'), status: word('SESSION_ENDED') }) },
    errors: ['INVALID_TOKEN', 'FORBIDDEN', 'SESSION_NOT_FOUND', 'CURRENT_SESSION'],
    actions: [],
    needs: ['sessions'],
  },
} as const satisfies Record<string, Operation>;
