import { bearer } from '../../person';
import { post, type Journey } from '../journey';

export const sessionJourneys: readonly Journey[] = [
  {
    operation: 'logout',
    stage: 'ENROLLED',
    endsAll: true,
    refusesWithout: ['ListUserSessions'],
    prepare: async (traveller) => {
      const { tokens: { access_token }, isOver } = await traveller.startSession();
      return { send: () => post(traveller, 'logout', { access_token, scope: 'DEVICE' }), holds: isOver };
    },
  },
  {
    operation: 'sessions',
    stage: 'ENROLLED',
    prepare: async (traveller) => {
      const { tokens: { access_token } } = await traveller.startSession();
      return {
        send: () => traveller.world.call('GET /v1/sessions', undefined, bearer(access_token)),
        holds: async ({ body: { sessions } }) => sessions.filter(({ current }: any) => current).length === 1,
      };
    },
  },
  {
    operation: 'delete-session',
    stage: 'ENROLLED',
    spending: 'RevokeUserSession',
    prepare: async (traveller) => {
      const { tokens: { access_token }, isOver } = await traveller.startSession();
      const { tokens: here } = await traveller.startSession();
      const { body: { sessions } } = await traveller.must(traveller.world.call('GET /v1/sessions', undefined, bearer(access_token)));
      const { session_id } = sessions.find(({ current }: any) => current);
      return { send: () => traveller.world.call(`DELETE /v1/sessions/${session_id}`, undefined, bearer(here.access_token)), holds: isOver };
    },
  },
];
