import * as field from './fields';
import type { Operation } from './operation';
import { answer, request } from './row';

const { flag, list, text, textOrNull, word } = field;

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
        sessions: list('the sessions; what is not known of one is null', {
          session_id: text('its id'),
          current: flag('whether it is that of the token'),
          type: textOrNull('TOKEN: an app; SSO: a browser at Cognito\'s own pages'),
          client_id: textOrNull('the app\'s client'),
          created_at: textOrNull('when it began (ISO 8601)'),
          last_used_at: textOrNull('when it was last used (ISO 8601)'),
          device: textOrNull('the device, as Cognito saw it last'),
          ip_address: textOrNull('the address, as Cognito saw it last'),
          city: textOrNull('the city of that address'),
          country: textOrNull('the country of that address'),
        }),
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
