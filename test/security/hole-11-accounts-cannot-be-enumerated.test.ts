import { AdminDisableUserCommand, AdminResetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { operations, personObjects, type Operation } from '../../src/contract';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { Person, secretOf } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { strangersRequest } from '../support/strangers-request';

/**
 * There, status, text and user_id tell a known email from an unknown one. Here who holds no secret of an account gets the same answers at every
 * operation that anyone may call, and makes the function call AWS in the same sequence, whatever state the account is in.
 */
let count = 0;

/** Addresses of one length, so that answers must be of one length, too; and a password that is in no sample. */
class Somebody extends Person {
  public override readonly email = `somebody-${String(++count).padStart(2, '0')}-${process.pid}@example.com`;
  public override password = 'Slow&Certain-Tide5';
}

let api: LocalApi;
let aws: Aws;
let eve: Person;
const user = ({ email }: Person) => ({ UserPoolId: aws.UserPoolId, Username: email });
const WRONG = 'Wrong&Waters-123';

/** Fails so often that Cognito looks at no password for a quarter of an hour. */
const lockOut = async (person: Person) => {
  for (let failures = 0; failures < 16; failures++) {
    await person.login(WRONG);
    await api.advance(failures < 15 ? 2 ** Math.max(0, failures - 4) : 0);
  }
};

/** Every state that an account can be in, as seen by who knows the address alone. */
const states: Record<string, (person: Person) => Promise<unknown>> = {
  'unknown': async () => {},
  'known': (person) => person.enrol(),
  'unconfirmed': (person) => person.register(),
  'signing up': (person) => person.signUp(),
  'without a second factor': async (person) => {
    await person.register();
    expect((await person.confirm()).status).toBe(200);
  },
  'disabled': async (person) => aws.cognito.send(new AdminDisableUserCommand(user(await person.enrol()))),
  'reset-required': async (person) => aws.cognito.send(new AdminResetUserPasswordCommand(user(await person.enrol()))),
  'locked out': async (person) => lockOut(await person.enrol()),
};
const people: Record<string, Person> = {};
let stranger: Person;

/** The handle, which anyone can ask for. */
const askHandle = async (person: Person) => {
  person.userId = (await api.call('POST /v1/forgot-password', { email: person.email })).body.user_id;
};

runStack(fullStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  eve = await new Somebody(api, 'Eve').enrol();
  for (const [state, reach] of Object.entries(states)) {
    await api.advance(10);
    people[state] = new Somebody(api);
    await reach(people[state]);
    await askHandle(people[state]);
  }
  stranger = new Somebody(api);
  await askHandle(stranger);
});

/** One more wrong password, each quarter of an hour at least: else Cognito forgets the others. */
const stayLocked = () => people['locked out'].login(WRONG);

/** Each account is in its state, nobody has registered the unknown one or tried a code of it, and mails may go out again. */
beforeEach(async () => {
  people.unknown = new Somebody(api);
  await askHandle(people.unknown);
  await api.advance(300);
  await Promise.all(Object.values(people).map(({ userId }) =>
    aws.s3.send(new DeleteObjectCommand({ Bucket: aws.Bucket, Key: personObjects.signUpCodes(userId) }))));
  const { known, unconfirmed, 'locked out': lockedOut } = people;
  expect((await known.login()).body).toMatchObject({ verification_type: 'SOFTWARE_TOKEN_MFA' });
  expect((await unconfirmed.login(secretOf(await api.mail(unconfirmed.email)))).body).toMatchObject({ verification_type: 'NEW_PASSWORD_REQUIRED' });
  await stayLocked();
  expectRefusal(await lockedOut.login(), 'INVALID_CREDENTIALS');
});

interface Given {
  readonly userId?: string;
  readonly fields?: Record<string, string | undefined>;
}
/** What a caller can try who holds no secret of the account, but perhaps all those of an account of their own. */
interface Way {
  readonly what: string;
  readonly fits: (row: Operation) => boolean;
  readonly give: (row: Operation) => Promise<Given>;
  /** A request spends it. */
  readonly once?: true;
}
const takes = (field: string) => ({ body }: Operation) => field in (body?.properties ?? {});
const optional = ({ body }: Operation) => Object.keys(body?.properties ?? {}).filter((field) => !body!.required.includes(field));
const least = (row: Operation): Given => ({ fields: Object.fromEntries(optional(row).map((field) => [field, undefined])) });
const ways: Way[] = [
  { what: 'wrong secrets', fits: () => true, give: async () => ({}) },
  { what: 'no more than it must have', fits: (row) => optional(row).length > 0, give: async (row) => least(row) },
  { what: 'a user_id that nobody has', fits: ({ path }) => path !== undefined, give: async () => ({ userId: '01234567-89ab-cdef-0123-456789abcdef' }) },
  { what: 'a new password with the person\'s name', fits: takes('new_password'), give: async () => ({ fields: { new_password: 'My-Byr0n-Harb0ur' } }) },
  {
    what: 'a session of the caller\'s own',
    fits: takes('verification_session'),
    give: async () => ({ fields: { verification_session: (await eve.login()).body.verification_session } }),
  },
  {
    what: 'an access token of the caller\'s own',
    fits: takes('access_token'),
    give: async () => ({ fields: { access_token: (await eve.signIn()).body.access_token } }),
  },
  {
    what: 'a refresh token of the caller\'s own',
    fits: takes('refresh_token'),
    once: true,
    give: async () => ({ fields: { refresh_token: (await eve.signIn()).body.refresh_token } }),
  },
];

let last = 0;
const callsSince = async () => {
  const calls = await api.calls(last);
  last = calls.at(-1)?.number ?? last;
  return calls;
};

/** What a caller sees of the answer about a person, the person's address and handle left out, and what AWS was asked for it. */
const observed = async ([routeKey, row]: [string, Operation], { email, userId }: Person, given: Given = {}) => {
  await callsSince();
  const { route, body: sample } = strangersRequest(routeKey, row, { email, userId: given.userId ?? userId });
  const answer = await api.call(route, { ...sample, ...given.fields });
  const { status, headers, body } = visible(answer);
  const text = JSON.stringify(body).replace(email, '<email>').replace(userId, '<handle>');
  const calls = (await callsSince()).map((call) => `${call.function} ${call.service}:${call.operation}`);
  return { status, headers, text, length: answer.headers.get('content-length'), calls };
};

const open = Object.entries<Operation>(operations).filter(([, { access }]) => access === 'ANYONE');
const rowOf = (name: string) => open.find(([, { operation }]) => operation === name)!;

test('every operation that anyone may call speaks of an account by its email', () => {
  expect(open.filter(([, row]) => !takes('email')(row))).toEqual([]);
});

test('what AWS is asked is seen, and the right password gets another answer', async () => {
  const wrong = await observed(rowOf('login'), people.known);
  expect(wrong).toMatchObject({ status: 401, calls: ['login cognito-idp:AdminInitiateAuth'] });
  const { password } = people.known;
  expect(await observed(rowOf('login'), people.known, { fields: { password } })).toMatchObject({ status: 200 });
});

const cases = open.flatMap(([routeKey, row]) => ways.filter(({ fits }) => fits(row)).map((way) => [routeKey, way.what, row, way] as const));

test.each(cases)('%s with %s is the same for every account, once and again', async (routeKey, _, row, way) => {
  const given = await way.give(row);
  // Secrets that a function keeps are fetched before.
  await observed([routeKey, row], stranger, given);
  for (let round = 0; round < 2; round++) {
    const seen: Record<string, unknown> = {};
    for (const [state, person] of Object.entries(people)) {
      seen[state] = await observed([routeKey, row], person, way.once ? await way.give(row) : given);
    }
    expect(seen).toEqual(Object.fromEntries(Object.keys(people).map((state) => [state, seen.unknown])));
  }
});

/** Registering or signing up would make the unknown known. */
const others = open.filter(([, { operation }]) => !['create-user', 'sign-up', 'resend-sign-up'].includes(operation));

test('only a QR code that waits for its first code shows, for a quarter of an hour: confirm-mfa has to say that the code was wrong', async () => {
  const waiting = new Somebody(api);
  await states['without a second factor'](waiting);
  await askHandle(waiting);
  await api.advance(300);
  await stayLocked();
  const told: string[] = [];
  for (const row of others) {
    const [seen, unknown] = [await observed(row, waiting, least(row[1])), await observed(row, people.unknown, least(row[1]))];
    if (JSON.stringify(seen) !== JSON.stringify(unknown)) {
      told.push(row[1].operation);
    }
  }
  expect(told).toEqual(['confirm-mfa']);
  await api.advance(900);
  await stayLocked();
  const row = rowOf('confirm-mfa');
  expect(await observed(row, waiting, least(row[1]))).toEqual(await observed(row, people.unknown, least(row[1])));
});

test('nor do the limits show that Cognito sets each account: asked all for an hour, an unknown one answers as a known one does', async () => {
  for (let minutes = 0; minutes < 60; minutes += 5) {
    for (const row of others) {
      expect(await observed(row, people.known, least(row[1]))).toEqual(await observed(row, people.unknown, least(row[1])));
    }
    await api.advance(300);
  }
  const limited = (await api.calls()).filter(({ error }) => error === 'LimitExceededException').map((call) => call.function);
  expect([...new Set(limited)].sort()).toEqual(['confirm-password', 'forgot-password', 'resend-mfa']);
});
