import { rmSync } from 'node:fs';
import { operations, type ErrorCode, type Operation, type ThrottleClass } from '../../src/contract';
import { changedStack } from '../support/changed-stack';
import { fullStack } from '../support/default-stack';
import { honestFields, honestPerson, send } from '../support/honest-request';
import { LocalApi, type Answer } from '../support/local';
import { Person } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { sampleBody, sampleRoute } from '../support/samples';
import { invited, otherThan } from '../support/stages';

const MINUTES = 60;
const rows = Object.entries<Operation>(operations);

describe('the limit of a route', () => {
  /** The template's limits, so much lower that the time which the test itself takes adds no request. */
  const limits: Partial<Record<ThrottleClass, { rateLimit: number; burstLimit: number }>> = {};
  let folder: string;
  let slow: LocalApi;
  beforeAll(async () => {
    folder = changedStack(({ Resources }) => {
      const stage = Object.values(Resources).find(({ Type }) => Type === 'AWS::ApiGatewayV2::Stage')!.Properties;
      const [credential] = Object.values<any>(stage.RouteSettings);
      for (const settings of [stage.DefaultRouteSettings, ...Object.values<any>(stage.RouteSettings)]) {
        settings.ThrottlingRateLimit /= 5000;
        settings.ThrottlingBurstLimit /= 20;
      }
      for (const [throttle, settings] of [['CREDENTIAL', credential], ['DEFAULT', stage.DefaultRouteSettings]] as const) {
        limits[throttle] = { rateLimit: settings.ThrottlingRateLimit, burstLimit: settings.ThrottlingBurstLimit };
      }
    }, fullStack());
    slow = await LocalApi.start(folder);
  });
  afterAll(async () => {
    await slow?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Empty requests, which say 415, 401 or 403 where the route lets them in. */
  const knock = (routeKey: string, count: number) => Promise.all(Array.from({ length: count }, () => slow.call(sampleRoute(routeKey))));
  const refused = (answers: Answer[]) => answers.filter(({ status }) => status === 429);

  test.each(rows)('%s: a burst goes through, the next request does not, and each later one waits for its turn', async (routeKey, { throttle }) => {
    const { rateLimit, burstLimit } = limits[throttle]!;
    expect(refused(await knock(routeKey, burstLimit))).toEqual([]);
    const over = await knock(routeKey, 4);
    expect(over.map(({ body }) => body)).toEqual(Array(4).fill({ message: 'Too Many Requests' }));
    expect(over.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(Array(4).fill([429, null]));
    await slow.advance(1 / rateLimit);
    expect(refused(await knock(routeKey, 3))).toHaveLength(2);
    // Waiting longer saves up no more than a burst.
    await slow.advance(100 * burstLimit / rateLimit);
    expect(refused(await knock(routeKey, burstLimit + 2))).toHaveLength(2);
  });

  test('is that route\'s alone: those that are used up take nothing from another', async () => {
    const used = rows.slice(1);
    const [[free, { throttle }]] = rows;
    await slow.advance(10_000);
    for (const [routeKey, row] of used) {
      expect(refused(await knock(routeKey, limits[row.throttle]!.burstLimit + 1))).toHaveLength(1);
    }
    expect(refused(await knock(free, limits[throttle]!.burstLimit))).toEqual([]);
  });
});

let api: LocalApi;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
});
afterAll(() => api?.stop());
beforeEach(() => api.advance(10));

/** Every secret that can be typed: where, the answer to a wrong one that was looked at, and to any when there were too many. */
interface Guess {
  readonly routeKey: keyof typeof operations;
  readonly field: string;
  readonly left?: string;
  readonly judged: ErrorCode;
  readonly over: ErrorCode;
  /** How many wrong ones, so many seconds apart. Cognito's lock starts at a second, and each wrong password doubles it. */
  readonly tries?: number;
  readonly pause?: number;
  /** Seconds until the right one works again; what ends for good takes a new start. */
  readonly until?: number;
}
const TRIES = 5;
const locked = { judged: 'INVALID_CREDENTIALS', over: 'INVALID_CREDENTIALS', tries: 10, pause: 20, until: 15 * MINUTES } as const;
const guesses: Record<string, Guess> = {
  'a code at sign-in': {
    routeKey: 'POST /v1/mfa-verify', field: 'otp_code', judged: 'CODE_MISMATCH', over: 'TOO_MANY_REQUESTS', until: 15 * MINUTES,
  },
  'a code of an enrolment': {
    routeKey: 'POST /v1/users/{user_id}/confirm-mfa', field: 'otp', left: 'verification_session', judged: 'CODE_MISMATCH', over: 'ENROLMENT_EXPIRED',
  },
  'a code of an enrolment, with its session': {
    routeKey: 'POST /v1/users/{user_id}/confirm-mfa', field: 'otp', judged: 'CODE_MISMATCH', over: 'ENROLMENT_EXPIRED',
  },
  // An answer of its own would tell that there is an account.
  'a mailed code for a new password': {
    routeKey: 'POST /v1/users/{user_id}/confirm-password', field: 'verification_code', judged: 'INVALID_CODE', over: 'INVALID_CODE',
  },
  'a mailed code for a new second factor': {
    routeKey: 'POST /v1/users/{user_id}/reset-mfa', field: 'verification_code', judged: 'INVALID_CODE', over: 'TOO_MANY_REQUESTS',
  },
  'the password': { routeKey: 'POST /v1/login', field: 'password', ...locked },
  'the password, when the second factor is reset': { routeKey: 'POST /v1/users/{user_id}/reset-mfa', field: 'password', ...locked },
  'a mailed password': { routeKey: 'POST /v1/users/{user_id}/confirm', field: 'temporary_password', ...locked },
  'the old password at its change': {
    routeKey: 'POST /v1/users/{user_id}/change-password', field: 'old_password', judged: 'INVALID_CREDENTIALS', over: 'TOO_MANY_REQUESTS',
  },
};

/** Someone at the door, with the right secret and with a wrong one; at sign-in each time from the start. */
const atTheDoor = async ({ routeKey, field, left = '' }: Guess) => {
  const row: Operation = operations[routeKey];
  const person = await honestPerson(api, row);
  const { [left]: _, ...fields } = await honestFields(api, person, row);
  const attempt = async (secret: string) => {
    const { body } = field === 'otp_code' ? await person.login() : { body: {} };
    return send(api, routeKey, row, { ...fields, ...body, [field]: secret });
  };
  const isTotp = field.startsWith('otp');
  return {
    wrong: async () => attempt(isTotp ? await person.wrongCode() : field === 'verification_code' ? otherThan(fields[field]) : 'Tr0ubled&Waters-8'),
    right: async () => attempt(isTotp ? await person.otp() : fields[field]),
  };
};

describe('nobody finds out', () => {
  test.each(Object.keys(guesses))('%s by trying: after a few wrong ones the right one is refused as well, and nobody else\'s', async (name) => {
    const { judged, over, until, tries = TRIES, pause = 0 } = guesses[name];
    const [one, other] = [await atTheDoor(guesses[name]), await atTheDoor(guesses[name])];
    for (let guess = 0; guess < tries; guess++) {
      await api.advance(pause);
      expectRefusal(await one.wrong(), judged);
    }
    for (const answer of [await one.wrong(), await one.right()]) {
      expectRefusal(answer, over);
      expect(Number(answer.headers.get('retry-after')) > 0).toBe(over === 'TOO_MANY_REQUESTS');
    }
    expect((await other.right()).status).toBe(200);
    if (until !== undefined) {
      await api.advance(until);
      expect((await one.right()).status).toBe(200);
    }
  });

  test('a code at sign-in by trying many at once, over many sign-ins: five are looked at in a quarter of an hour', async () => {
    const person = await new Person(api).enrol();
    const codes: (string | undefined)[] = [];
    for (let quarter = 0; quarter < 3; quarter++) {
      const { body: { verification_session, verification_type } } = await person.login();
      const otp_code = await person.wrongCode();
      for (let round = 0; round < 2; round++) {
        const names = [person.email, person.email.toUpperCase(), person.userId, person.sub, person.email, person.email];
        const answers = await Promise.all(names.map((email) =>
          api.call('POST /v1/mfa-verify', { email, verification_session, verification_type, otp_code })));
        codes.push(...answers.map(({ body }) => body.code));
      }
      await api.advance(15 * MINUTES);
    }
    expect(codes.filter((code) => code !== 'TOO_MANY_REQUESTS' && code !== 'CODE_MISMATCH')).toEqual([]);
    expect(codes.filter((code) => code === 'CODE_MISMATCH').length).toBeLessThanOrEqual(3 * TRIES);
    expect((await person.signIn()).status).toBe(200);
  });
});

/** What a stranger can send who knows an address, and so its handle. */
const strangersRequests = async ({ email }: Person, chosen = rows): Promise<(() => Promise<Answer>)[]> => {
  const { body: { user_id } } = await api.call('POST /v1/forgot-password', { email });
  return chosen.map(([routeKey, row]) => () => api.call(routeKey.replace('{user_id}', user_id), row.body && {
    // The sample of a new password is the one that people of our tests have.
    ...sampleBody(row), ...row.body.properties.email && { email }, ...row.body.properties.new_password && { new_password: 'Quiet#Harbour-77' },
  }));
};

test('no address is flooded: whatever mix of all operations a stranger sends, there are five minutes between two mails of a kind', async () => {
  const people = [await invited(api), await new Person(api).enrol()];
  const requests = (await Promise.all(people.map((person) => strangersRequests(person)))).flat();
  for (let minute = 0; minute < 11; minute++) {
    await api.advance(MINUTES);
    await Promise.all(requests.map((request) => request()));
  }
  for (const { email } of people) {
    const mails = await api.mails(email);
    const gaps = [...new Set(mails.map(({ subject }) => subject))].flatMap((subject) => {
      const times = mails.filter((mail) => mail.subject === subject).map(({ sent_at }) => Date.parse(sent_at));
      return times.slice(1).map((time, index) => time - times[index]);
    });
    expect(gaps.length).toBeGreaterThan(0);
    expect(gaps.filter((gap) => gap < 5 * MINUTES * 1000)).toEqual([]);
  }
});

test('no limit tells whether there is an account: asked again and again, all get the same answers in the same order', async () => {
  const TIMES = 7;
  const anyones = rows.filter(([, row]) => row.access === 'ANYONE' && row.body?.properties.email);
  const people = [new Person(api), await invited(api), await new Person(api).enrol()];
  const [nobody, ...somebody] = await Promise.all(people.map((person) => strangersRequests(person, anyones)));
  const sequence = async (request: () => Promise<Answer>) => {
    const answers: unknown[] = [];
    for (let time = 0; time < TIMES; time++) {
      const { status, headers, body } = visible(await request());
      answers.push({ status, headers, body: { ...body, email: undefined, user_id: undefined } });
    }
    return answers;
  };
  for (const index of anyones.keys()) {
    const expected = await sequence(nobody[index]);
    for (const requests of somebody) {
      expect(await sequence(requests[index])).toEqual(expected);
    }
    await api.advance(10);
  }
});
