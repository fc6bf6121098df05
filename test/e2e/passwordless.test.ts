import { Mfa } from 'aws-cdk-lib/aws-cognito';
import type { Aws } from '../support/aws';
import type { LocalApi } from '../support/local';
import { bearer, Person, secretOf } from '../support/person';
import { runStack } from '../support/run-stack';

/**
 * A pool whose people may sign in by one-time codes alone, at Cognito itself. Cognito then makes up no temporary passwords, and would make accounts
 * without one, so the operations must give it some.
 */
let api: LocalApi;
let aws: Aws;
runStack({ mfa: { mode: Mfa.OPTIONAL }, signIn: { emailOtp: true }, passwordPolicy: { minLength: 20 } }, (...started) => {
  [api, aws] = started;
});

/** Of the handlers' alphabet and of the policy's length: Cognito's own have other characters. */
const OURS = /^(?=.*[a-z])(?=.*[A-Z])(?=.*[2-9])(?=.*[!#$%*+=?@-])[a-km-zA-HJ-NP-Z2-9!#$%*+=?@-]{20}$/;

test('the mailed password is one of ours, meets the policy, and confirms the account', async () => {
  const person = new Person(api);
  person.password = 'Tr0ubled&Waters-9-deep';
  await person.register();
  expect(secretOf(await api.mail(person.email))).toMatch(OURS);
  expect((await aws.account(person.email)).status).toBe('FORCE_CHANGE_PASSWORD');
  expect(await person.confirm()).toMatchObject({ status: 200, body: { status: 'ACTIVE' } });
  const { body } = await person.login();
  expect(await api.call('GET /v1/userinfo', undefined, bearer(body.access_token))).toMatchObject({ status: 200, body: { email: person.email } });
});

test('a new invitation brings another one, and the former is void', async () => {
  const person = new Person(api);
  person.password = 'Tr0ubled&Waters-9-deep';
  await person.register();
  const first = secretOf(await api.mail(person.email));
  await api.advance(301);
  await api.call('POST /v1/resend-confirmation-code', { email: person.email });
  const second = secretOf(await api.mail(person.email));
  expect(second).toMatch(OURS);
  expect(second).not.toBe(first);
  const confirm = (temporary_password: string) =>
    api.call(`POST /v1/users/${person.userId}/confirm`, { email: person.email, temporary_password, new_password: person.password });
  expect(await confirm(first)).toMatchObject({ status: 401 });
  expect(await confirm(second)).toMatchObject({ status: 200 });
});
