import { awsOf } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { WHOLE_SERVICE, type Meaning } from '../support/faults/injected';
import { journeysOf, nameOf, some, trialsOf } from '../support/faults/plan';
import { run, type Place, type Trial } from '../support/faults/trial';
import { LocalApi } from '../support/local';
import { seeded } from '../support/seeded';

/** Between them they are called by anyone, with a mailed secret, and with a token; they mail, enrol, and end sessions. `npm run faults` takes all. */
const OPERATIONS = ['forgot-password', 'confirm-user', 'change-password'];

let place: Place;
let trials: Trial[];
beforeAll(async () => {
  const api = await LocalApi.start(fullStack());
  place = { api, aws: await awsOf(api) };
  trials = [];
  for (const journey of OPERATIONS.flatMap(journeysOf)) {
    trials.push(...(await trialsOf(place, journey)).flatMap(({ quick }) => quick));
  }
});
afterAll(() => place?.api.stop());
beforeEach(() => place.api.advance(10));

/** One of the trials, the same each time. */
const pick = (fits: (trial: Trial) => boolean) => some(trials.filter(fits), seeded(7), 1)[0];

/** The answer is right, nothing is sent twice that may be sent once, no success is claimed that is none, and the person signs in in the end. */
const expectToCope = async (trial: Trial | undefined) => {
  expect(trial).toBeDefined();
  const { wrong } = await run(place, trial!);
  expect([nameOf(trial!), ...wrong]).toEqual([nameOf(trial!)]);
};

const meanings: Record<Exclude<Meaning, 'HICCUP' | 'SLOW' | 'CRASH' | 'CODE' | 'LATE_TRIGGER'>, string> = {
  THROTTLED: 'asks to slow down',
  OUTAGE: 'is down',
  STATE: 'says something of the account',
  GONE: 'says that there is no account',
  PASSWORD: 'refuses the new password',
  AMBIGUOUS: 'does not like a parameter',
  TRIGGER: 'could not ask a trigger',
  CONFLICT: 'was asked the same twice at once',
  ABSENT: 'does not find an object',
  MISCONFIGURED: 'says that we have set something up wrongly',
};

describe('an operation whose AWS call', () => {
  test.each(Object.entries(meanings))('%s: %s', async (meaning) => {
    await expectToCope(pick(({ injected }) => injected.meaning === meaning));
  });

  test.each([
    'reset', 'reset once', 'answer lost once', 'failure once although done', 'slow', 'crash before', 'crash after',
  ])('meets this: %s', async (name) => {
    await expectToCope(pick(({ injected }) => injected.name === name));
  });
});

test.each(['s3', 'secretsmanager', 'cognito-idp'])('an operation that finds all of %s down', async (service) => {
  await expectToCope(pick(({ injected, step }) => step.call.service === service && injected === WHOLE_SERVICE));
});
