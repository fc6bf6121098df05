import type { LocalApi } from './local';
import { bearer, Person } from './person';

/** The steps of an account's life that fail, from registration to erasure, with what they answered. */
export const failingSteps = async (api: LocalApi): Promise<string[]> => {
  const person = new Person(api);
  let tokens: any;
  const steps = {
    register: () => person.register(),
    confirm: () => person.confirm(),
    confirmMfa: () => person.confirmMfa(),
    signIn: async () => {
      const answer = await person.signIn();
      tokens = answer.body;
      return answer;
    },
    userinfo: () => api.call('GET /v1/userinfo', undefined, bearer(tokens.id_token)),
    refresh: () => api.call('POST /v1/refresh-token', { email: person.email, refresh_token: tokens.refresh_token }),
    erase: () => api.call(`DELETE /v1/users/${person.sub}`, undefined, bearer(tokens.access_token)),
  };
  const failing: string[] = [];
  for (const [name, step] of Object.entries(steps)) {
    const { status, body } = await step();
    if (status >= 300) {
      failing.push(`${name}: ${status} ${JSON.stringify(body)}`);
    }
  }
  return failing;
};
