import { AdminDisableUserCommand, AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describeGuards, runAdministration } from '../support/administration';
import { Person, secretOf } from '../support/person';
import { expectRefusal } from '../support/refusal';

const administration = runAdministration('POST /v1/admin/users/{user_id}/reset-password');
const { act, enrolled } = administration;

const mails = async ({ email }: Person) => (await administration.api.mails(email)).filter(({ subject }) => subject === 'our app forgot password').length;
const user = ({ sub }: Person) => ({ UserPoolId: administration.aws.UserPoolId, Username: sub });

test('mails a code with which the person sets a new password; the old one and the sessions hold until then', async () => {
  const { api } = administration;
  const person = await enrolled();
  const { refresh_token } = (await person.signIn()).body;
  const { status, body } = await act({ user_id: person.sub });
  expect([status, body]).toEqual([200, { user_id: person.sub, status: 'PASSWORD_RESET_CONFIRMATION_SENT' }]);
  expect((await api.call('POST /v1/refresh-token', { email: person.email, refresh_token })).status).toBe(200);
  expect((await person.signIn()).status).toBe(200);
  person.password = 'Quiet#Harbour-77';
  expect((await api.call(`POST /v1/users/${person.sub}/confirm-password`, {
    email: person.email, new_password: person.password, verification_code: secretOf(await api.mail(person.email)),
  })).status).toBe(200);
  expect((await person.signIn()).status).toBe(200);
});

test('done again sends one mail in five minutes, those that the person asks for included', async () => {
  const { api } = administration;
  const person = await enrolled();
  const answers = [await act({ user_id: person.sub }), await act({ user_id: person.sub })];
  await api.call('POST /v1/forgot-password', { email: person.email });
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await mails(person)).toBe(1);
});

test('administrators may have one as well', async () => {
  expect((await act({ user_id: administration.grace.sub })).status).toBe(200);
  expect(await mails(administration.grace)).toBe(1);
});

describe('refuses an account that cannot recover its password, and sends nothing:', () => {
  test('who has a temporary password still, for whom a new invitation is the way', async () => {
    const { api, aws } = administration;
    const person = new Person(api, 'Bob');
    await person.register();
    const { sub } = (await aws.account(person.email)).attributes;
    expectRefusal(await act({ user_id: sub }), 'INVALID_STATE');
    expect(await mails(person)).toBe(0);
    await api.advance(300);
    await api.call('POST /v1/resend-confirmation-code', { email: person.email });
    expect((await person.confirm()).status).toBe(200);
  });

  test('who has no verified address', async () => {
    const person = await enrolled();
    await administration.aws.cognito.send(new AdminUpdateUserAttributesCommand({ ...user(person), UserAttributes: [{ Name: 'email_verified', Value: 'false' }] }));
    expectRefusal(await act({ user_id: person.sub }), 'INVALID_STATE');
    expect(await mails(person)).toBe(0);
  });

  test('who was disabled', async () => {
    const person = await enrolled();
    await administration.aws.cognito.send(new AdminDisableUserCommand(user(person)));
    expectRefusal(await act({ user_id: person.sub }), 'INVALID_STATE');
    expect(await mails(person)).toBe(0);
  });
});

test('what Cognito has against it is told as the state of the account', async () => {
  const { api } = administration;
  const person = await enrolled();
  await api.faults({ function: 'admin-reset-password', operation: 'ForgotPassword', fault: { name: 'InvalidParameterException', status: 400 }, times: 0 });
  expectRefusal(await act({ user_id: person.sub }), 'INVALID_STATE');
  await api.faults();
  // The turn was given back.
  await act({ user_id: person.sub });
  expect(await mails(person)).toBe(1);
});

describeGuards(administration, { isUntouched: async (person) => await mails(person) === 0 });
