import { AdminResetUserPasswordCommand, AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import type { Answer, LocalApi } from '../support/local';
import { Person, secretOf } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { halfway, invited, resetCode } from '../support/stages';

/** There, who stops half way can neither go on nor start over. Here, whatever a person, a stranger or the time does between two steps, there is a way on. */
let api: LocalApi;
let aws: Aws;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

const MINUTES = 60;
const DAYS = 24 * 3600;
const FRESH = 'Quiet#Harbour-77';
const user = ({ email }: Person) => ({ UserPoolId: aws.UserPoolId, Username: email });

const succeeded = ({ status, body }: Answer): any => {
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
};
const resetMfa = async (person: Person, password = person.password) => {
  const { qr_code_secret } = succeeded(await api.call(`POST /v1/users/${person.userId}/reset-mfa`, {
    email: person.email, password, verification_code: await resetCode(api, person, 'POST /v1/resend-mfa'),
  }));
  person.totpSecret = qr_code_secret;
};
const recoverPassword = async (person: Person, verification_code?: string) => {
  verification_code ??= await resetCode(api, person, 'POST /v1/forgot-password');
  succeeded(await api.call(`POST /v1/users/${person.userId}/confirm-password`, { email: person.email, new_password: FRESH, verification_code }));
  person.password = FRESH;
};

/** A person who knows nothing but the password: does what login's `verification_type` says until there are tokens. */
const signInAnyhow = async (person: Person, password = person.password): Promise<any> => {
  const { verification_type, verification_session, user_id, qr_code_secret } = succeeded(await person.login(password));
  switch (verification_type) {
    case 'NEW_PASSWORD_REQUIRED':
      person.password = FRESH;
      succeeded(await api.call(`POST /v1/users/${user_id}/confirm`, { email: person.email, temporary_password: password, new_password: FRESH }));
      return signInAnyhow(person);
    case 'MFA_SETUP':
      person.totpSecret = qr_code_secret;
      succeeded(await api.call(`POST /v1/users/${user_id}/confirm-mfa`, { email: person.email, otp: await person.otp(), verification_session }));
      return signInAnyhow(person);
    default:
      return succeeded(await api.call('POST /v1/mfa-verify', {
        email: person.email, verification_type, verification_session, otp_code: await person.otp(),
      }));
  }
};
const mailedPassword = async ({ email }: Person) => secretOf(await api.mail(email));

describe('who stops after a step and comes back later, knowing the password, is led on by login', () => {
  test.each<[string, () => Promise<{ person: Person; password?: string }>]>([
    ['after the registration', async () => {
      const person = await invited(api);
      return { person, password: await mailedPassword(person) };
    }],
    ['after the new password', async () => ({ person: await halfway(api) })],
    ['after the enrolment', async () => ({ person: await new Person(api).enrol() })],
    ['after an administrator gave a new temporary password to who is enrolled', async () => {
      const person = await new Person(api).enrol();
      await aws.cognito.send(new AdminSetUserPasswordCommand({ ...user(person), Password: 'Given-By-H4nd-Today', Permanent: false }));
      return { person, password: 'Given-By-H4nd-Today' };
    }],
    ['after an administrator gave one to who was half way', async () => {
      const person = await halfway(api);
      await aws.cognito.send(new AdminSetUserPasswordCommand({ ...user(person), Password: 'Given-By-H4nd-Today', Permanent: false }));
      return { person, password: 'Given-By-H4nd-Today' };
    }],
  ])('%s', async (_, reach) => {
    const { person, password } = await reach();
    await api.advance(DAYS - 10 * MINUTES);
    expect(await signInAnyhow(person, password)).toHaveProperty('access_token');
  });
});

describe('where something was lost, there is a way on', () => {
  test('the temporary password expired: another one can be asked for', async () => {
    const person = await invited(api);
    const lost = await mailedPassword(person);
    await api.advance(2 * DAYS);
    expectRefusal(await person.login(lost), 'INVALID_CREDENTIALS');
    succeeded(await api.call('POST /v1/resend-confirmation-code', { email: person.email }));
    await signInAnyhow(person, await mailedPassword(person));
  });

  test('the answer to confirm was lost: the same request again goes on', async () => {
    const person = await invited(api);
    const temporary_password = await mailedPassword(person);
    const request = () => api.call(`POST /v1/users/${person.userId}/confirm`, { email: person.email, temporary_password, new_password: person.password });
    succeeded(await request());
    person.totpSecret = succeeded(await request()).qr_code_secret;
    succeeded(await person.confirmMfa());
    await signInAnyhow(person);
  });

  test('the answer to confirm-mfa was lost: signing in asks for a code', async () => {
    const person = await halfway(api);
    await person.confirmMfa();
    expectRefusal(await person.confirmMfa(), 'ENROLMENT_EXPIRED');
    await signInAnyhow(person);
  });

  test('the QR code expired: signing in shows another', async () => {
    const person = await halfway(api);
    await api.advance(20 * MINUTES);
    expectRefusal(await person.confirmMfa(), 'ENROLMENT_EXPIRED');
    await signInAnyhow(person);
  });

  test('the password, before the enrolment: it can be recovered, and what was pending goes on', async () => {
    const person = await halfway(api);
    await recoverPassword(person);
    await signInAnyhow(person);
  });

  test('the password was reset by an administrator: it can be recovered', async () => {
    const person = await new Person(api).enrol();
    await aws.cognito.send(new AdminResetUserPasswordCommand(user(person)));
    expectRefusal(await person.login(), 'INVALID_CREDENTIALS');
    await recoverPassword(person, await mailedPassword(person));
    await signInAnyhow(person);
  });

  test('the authenticator app: password and mail replace it', async () => {
    const person = await new Person(api).enrol();
    await resetMfa(person);
    succeeded(await person.confirmMfa());
    await signInAnyhow(person);
  });

  test('the new QR code of such a reset: the answer names what goes on, and that does', async () => {
    const person = await new Person(api).enrol();
    await resetMfa(person);
    await api.advance(2 * DAYS);
    expectRefusal(await person.login(), 'MFA_RESET_PENDING');
    await resetMfa(person);
    succeeded(await person.confirmMfa());
    await signInAnyhow(person);
  });

  test('the password too, while such a reset waits: a day after the recovery the reset goes on', async () => {
    const person = await new Person(api).enrol();
    await resetMfa(person);
    await recoverPassword(person);
    expectRefusal(await person.login(), 'MFA_RESET_PENDING');
    await api.advance(DAYS);
    await resetMfa(person);
    succeeded(await person.confirmMfa());
    await signInAnyhow(person);
  });
});

describe('a stranger who knows the address, and so the handle, strands nobody', () => {
  const nuisance = async (person: Person) => {
    const { email } = person;
    const { body: { user_id } } = await api.call('POST /v1/forgot-password', { email: email.toUpperCase() });
    const path = `/v1/users/${user_id}`;
    await Promise.all([
      api.call('POST /v1/users', { full_name: 'Mallory', email, mobile_phone_number: '+10000000' }),
      api.call('POST /v1/resend-confirmation-code', { email }),
      api.call('POST /v1/resend-mfa', { email }),
      api.call(`POST ${path}/confirm`, { email, temporary_password: 'Wrong&Waters-123', new_password: 'Mallory#Was-Here1' }),
      api.call(`POST ${path}/confirm-password`, { email, new_password: 'Mallory#Was-Here1', verification_code: '123456' }),
      api.call(`POST ${path}/reset-mfa`, { email, password: 'Wrong&Waters-123', verification_code: '123456' }),
      ...Array.from({ length: 8 }, () => api.call(`POST ${path}/confirm-mfa`, { email, otp: '000000' })),
    ]);
  };

  test('who was invited', async () => {
    const person = await invited(api);
    await nuisance(person);
    await signInAnyhow(person, await mailedPassword(person));
  });

  test('who has a password and a QR code, which the stranger uses up: the next one is another', async () => {
    const person = await halfway(api);
    await nuisance(person);
    await signInAnyhow(person);
  });

  test('who is enrolled', async () => {
    const person = await new Person(api).enrol();
    await nuisance(person);
    expect((await person.signIn()).status).toBe(200);
  });

  test('who waits for the end of a reset of the second factor', async () => {
    const person = await new Person(api).enrol();
    await resetMfa(person);
    await nuisance(person);
    await api.advance(5 * MINUTES);
    await resetMfa(person);
    succeeded(await person.confirmMfa());
    await signInAnyhow(person);
  });
});

test('tabs that enrol at once: one of their QR codes counts', async () => {
  const person = await halfway(api);
  const answers = await Promise.all([1, 2, 3].map(() => person.login()));
  const statuses: number[] = [];
  for (const answer of answers) {
    person.totpSecret = succeeded(answer).qr_code_secret;
    statuses.push((await person.confirmMfa()).status);
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  person.totpSecret = answers[statuses.indexOf(200)].body.qr_code_secret;
  await signInAnyhow(person);
});
