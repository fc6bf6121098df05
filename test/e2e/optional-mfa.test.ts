import {
  AssociateSoftwareTokenCommand, SetUserMFAPreferenceCommand, VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Mfa } from 'aws-cdk-lib/aws-cognito';
import type { Aws } from '../support/aws';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { resetCode } from '../support/stages';

/** What people see where a second factor is their own choice, or nobody's. */
describe.each([Mfa.OPTIONAL, Mfa.OFF])('with mfa.mode %s', (mode) => {
  let api: LocalApi;
  let aws: Aws;
  runStack({ mfa: { mode } }, (...started) => {
    [api, aws] = started;
  });

  const registered = async () => {
    const person = new Person(api);
    await person.register();
    return person;
  };

  test('confirm answers without a QR code and enrols nothing', async () => {
    const person = await registered();
    const { status, body } = await person.confirm();
    expect(body).toEqual({ email: person.email, user_id: (await aws.account(person.email)).attributes.sub, status: 'ACTIVE' });
    expect(status).toBe(200);
  });

  test('confirm can be repeated where its answer got lost, and by nobody else', async () => {
    const person = await registered();
    const { body } = await person.confirm();
    expect(await person.confirm()).toMatchObject({ status: 200, body });
    const { userId, email, password } = person;
    const again = (path: string, new_password: string) =>
      api.call(`POST /v1/users/${path}/confirm`, { email, temporary_password: 'Wr0ng&Password-9', new_password });
    expectRefusal(await again(userId, 'Wr0ng&Password-8'), 'INVALID_CREDENTIALS');
    expectRefusal(await again('11111111-1111-4111-8111-111111111111', password), 'FORBIDDEN');
  });

  test('login answers the tokens at once', async () => {
    const person = await registered();
    await person.confirm();
    const { status, body } = await person.login();
    expect(body).toEqual({
      email: person.email, id_token: expect.any(String), access_token: expect.any(String), refresh_token: expect.any(String), expires_in: 3600,
    });
    expect(status).toBe(200);
    expect(await api.call('GET /v1/userinfo', undefined, bearer(body.access_token))).toMatchObject({ status: 200, body: { email: person.email } });
    expect(await api.call('POST /v1/refresh-token', { email: person.email, refresh_token: body.refresh_token })).toMatchObject({ status: 200 });
  });

  test('a wrong password is refused as ever', async () => {
    const person = await registered();
    await person.confirm();
    expectRefusal(await person.login('Wr0ng&Password-9'), 'INVALID_CREDENTIALS');
    expectRefusal(await api.call('POST /v1/login', { email: 'nobody@example.com', password: person.password }), 'INVALID_CREDENTIALS');
  });

  test('a password is recovered by mail, and the new one signs in', async () => {
    const person = await registered();
    await person.confirm();
    const new_password = 'An0ther&Password-7';
    const verification_code = await resetCode(api, person, 'POST /v1/forgot-password');
    expect(await api.call(`POST /v1/users/${person.userId}/confirm-password`, { email: person.email, new_password, verification_code }))
      .toMatchObject({ status: 200 });
    expect((await person.login(new_password)).body).toHaveProperty('access_token');
    expectRefusal(await person.login(), 'INVALID_CREDENTIALS');
  });

  test('confirm-mfa, resend-mfa and reset-mfa are no routes', async () => {
    for (const route of ['POST /v1/users/x/confirm-mfa', 'POST /v1/resend-mfa', 'POST /v1/users/x/reset-mfa']) {
      expect(await api.call(route, {})).toMatchObject({ status: 404, body: { message: 'Not Found' } });
    }
  });

  // With OFF there is nothing to set up.
  if (mode === Mfa.OFF) return;

  test('who has set up an app at Cognito is asked for its code', async () => {
    const person = await registered();
    await person.confirm();
    const AccessToken = (await person.login()).body.access_token;
    const { SecretCode } = await aws.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    person.totpSecret = SecretCode!;
    await aws.cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: await person.otp() }));
    await aws.cognito.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }));
    expect((await person.login()).body).toEqual({
      email: person.email, verification_type: 'SOFTWARE_TOKEN_MFA', verification_session: expect.any(String),
    });
    expect(await person.signIn()).toMatchObject({ status: 200, body: { access_token: expect.any(String) } });
  });
});
