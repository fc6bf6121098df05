import type { Answer } from '../../local';
import { bearer } from '../../person';
import { ok, type Attempt, type Journey } from '../journey';
import type { Traveller } from '../traveller';

let addresses = 0;
const newAddress = () => `moved-${++addresses}-${process.pid}@example.com`;

/** Of a sign-in that has just been: the answer, or after a wait that it asks for the next one. */
const patiently = async (traveller: Traveller, send: (token: string) => Promise<Answer>): Promise<Answer> => {
  const once = async () => send((await traveller.startSession()).tokens.access_token);
  const answer = await once();
  const wait = Number(answer.headers.get('retry-after'));
  if (answer.status !== 429 || wait < 60) {
    return answer;
  }
  await traveller.world.advance(wait);
  return once();
};

/** An operation that sends something elsewhere than to the person's present mailbox. */
const sendingTo = async (traveller: Traveller, to: string, send: Attempt['send']): Promise<Attempt> => {
  const count = async () => (await traveller.world.mails(to)).length;
  const before = await count();
  return { send, holds: async () => await count() > before };
};

export const profileJourneys: readonly Journey[] = [
  {
    operation: 'update-userinfo',
    stage: 'ENROLLED',
    takesAddress: true,
    prepare: async (traveller) => {
      const to = newAddress();
      return sendingTo(traveller, to, () => patiently(traveller, (token) =>
        traveller.world.call('PATCH /v1/userinfo', { full_name: traveller.name, email: to }, bearer(token))));
    },
  },
  {
    operation: 'send-attribute-code',
    stage: 'ENROLLED',
    prepare: async (traveller) => sendingTo(traveller, '+491701234567', () => patiently(traveller, (token) =>
      traveller.world.call('POST /v1/userinfo/verify', { attribute: 'PHONE' }, bearer(token)))),
  },
  {
    operation: 'send-attribute-code',
    stage: 'ENROLLED',
    takesAddress: true,
    prepare: async (traveller) => {
      const to = newAddress();
      await traveller.waitForNextMail();
      await patiently(traveller, (token) => traveller.world.call('PATCH /v1/userinfo', { email: to }, bearer(token)));
      await traveller.waitForNextMail();
      return sendingTo(traveller, to, () => patiently(traveller, (token) =>
        traveller.world.call('POST /v1/userinfo/verify', { attribute: 'EMAIL' }, bearer(token))));
    },
  },
  {
    operation: 'verify-attribute',
    stage: 'ENROLLED',
    spending: 'VerifyUserAttribute',
    countsCodes: true,
    endsSessions: true,
    prepare: async (traveller) => {
      const [from, to] = [traveller.email, newAddress()];
      await traveller.waitForNextMail();
      const { tokens: { access_token } } = await traveller.startSession();
      await traveller.must(traveller.world.call('PATCH /v1/userinfo', { email: to }, bearer(access_token)));
      const verification_code = /\d{6}/.exec((await traveller.world.mail(to)).body)![0];
      const signsIn = async (email: string) => ok(await traveller.world.call('POST /v1/login', { email, password: traveller.password }));
      return {
        // Whatever they are told, they try by which address they are known now.
        send: async () => {
          const answer = await traveller.world.call('POST /v1/userinfo/verify/confirm', { attribute: 'EMAIL', verification_code }, bearer(access_token));
          traveller.movesTo(await signsIn(to) ? to : from);
          return answer;
        },
        holds: async () => await signsIn(to) && !await signsIn(from),
        isSafe: async (isOver) => !await signsIn(to) || isOver(),
      };
    },
  },
];
