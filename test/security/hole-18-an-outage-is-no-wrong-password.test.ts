import { operations, type Operation } from '../../src/contract';
import { fullStack } from '../support/default-stack';
import { honestFields, honestPerson, send } from '../support/honest-request';
import { LocalApi, type Answer } from '../support/local';
import { Person, secretOf } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { halfway, invited } from '../support/stages';

/** There, whatever goes wrong is answered like a wrong password, so that people change a good one. */
let api: LocalApi;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
});
afterAll(() => api?.stop());
beforeEach(() => api.advance(300));
afterEach(() => api.faults());

const ALWAYS = 0;
const outages: Record<string, unknown> = {
  'a failure of Cognito\'s': { name: 'InternalErrorException', status: 500 },
  'an answer of a proxy before it': { name: 'ServiceUnavailable', status: 503 },
  'a connection that breaks': 'RESET',
};
const rows = Object.entries<Operation>(operations);

const expectOutage = (answer: Answer) => {
  expectRefusal(answer, 'SERVICE_UNAVAILABLE');
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
};

test.each(rows)('%s: every outage is called one, and when it is over the same request succeeds', async (routeKey, row) => {
  const person = await honestPerson(api, row);
  const fields = await honestFields(api, person, row);
  for (const fault of Object.values(outages)) {
    await api.faults({ function: row.operation, service: 'cognito-idp', times: ALWAYS, fault });
    expectOutage(await send(api, routeKey, row, fields));
  }
  await api.faults();
  expect((await send(api, routeKey, row, fields)).status).toBe(row.success.status);
});

// What upload-picture signs is for the browser to send.
const asksS3 = rows.filter(([, { actions, operation }]) => operation !== 'upload-picture' && actions.some((action) => action.startsWith('s3:')));
test.each(asksS3)('%s: so is an outage of S3\'s', async (routeKey, row) => {
  // A login needs S3 where a second factor is still to be enrolled.
  const person = row.operation === 'login' ? await halfway(api) : await honestPerson(api, row);
  const fields = await honestFields(api, person, row);
  await api.faults({ function: row.operation, service: 's3', times: ALWAYS, fault: { name: 'InternalError', status: 500 } });
  expectOutage(await send(api, routeKey, row, fields));
});

describe('of the password that was typed', () => {
  let person: Person;
  beforeAll(async () => {
    person = await new Person(api).enrol();
  });
  const login = (email: string, password: string) => api.call('POST /v1/login', { email, password });

  test.each(Object.keys(outages))('%s says nothing: the right one, a wrong one and one of nobody\'s are answered alike', async (name) => {
    await api.faults({ function: 'login', service: 'cognito-idp', times: ALWAYS, fault: outages[name] });
    const answers = [await login(person.email, person.password), await login(person.email, 'Tr0ubled&Waters-8'), await login('nobody@example.com', 'x')];
    answers.forEach(expectOutage);
    expect(new Set(answers.map((answer) => JSON.stringify(visible(answer)))).size).toBe(1);
  });

  test('no outage is counted as a wrong one: however often it was sent, it opens the account afterwards', async () => {
    await api.faults({ function: 'login', service: 'cognito-idp', times: ALWAYS, fault: outages['a failure of Cognito\'s'] });
    for (let attempt = 0; attempt < 12; attempt++) {
      expectOutage(await person.login());
    }
    await api.faults();
    expect((await person.signIn()).status).toBe(200);
  });

  test('nor is a code of the second factor', async () => {
    const { body: { verification_session, verification_type } } = await person.login();
    const otp_code = await person.otp();
    const verify = () => api.call('POST /v1/mfa-verify', { email: person.email, verification_session, verification_type, otp_code });
    await api.faults({ function: 'mfa-verify', service: 'cognito-idp', times: ALWAYS, fault: outages['a failure of Cognito\'s'] });
    for (let attempt = 0; attempt < 12; attempt++) {
      expectOutage(await verify());
    }
    await api.faults();
    expect((await verify()).status).toBe(200);
  });

  test('a limit of Cognito\'s for all is answered as one, and not as a wrong password', async () => {
    await api.faults({ function: 'login', service: 'cognito-idp', times: ALWAYS, fault: { name: 'TooManyRequestsException', status: 400 } });
    for (const answer of [await person.login(), await login('nobody@example.com', 'x')]) {
      expectRefusal(answer, 'TOO_MANY_REQUESTS');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });
});

test('what Secrets Manager says of our own secret is never taken for something about the account', async () => {
  const cold = await LocalApi.start(fullStack());
  try {
    const person = await invited(cold);
    const password = secretOf(await cold.mail(person.email));
    const { body: { verification_session } } = await cold.call('POST /v1/login', { email: person.email, password, factor: 'PASSWORD' });
    const fault = { name: 'InvalidParameterException', status: 400 };
    await cold.faults({ function: 'challenge', operation: 'GetSecretValue', times: 2, fault });
    const answer = () => cold.call('POST /v1/challenge', { verification_session, verification_type: 'NEW_PASSWORD_REQUIRED', new_password: person.password });
    expectRefusal(await answer(), 'INTERNAL_ERROR');
    expectRefusal(await answer(), 'INTERNAL_ERROR');
    expect((await answer()).status).toBe(200);
  } finally {
    await cold.stop();
  }
});
