import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AdminCreateUserCommand, InitiateAuthCommand, ListUserPoolClientsCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { awsOf, type Aws } from '../support/aws';
import { synthesizeExample } from '../support/example';
import { LocalApi } from '../support/local';
import { Person, secretOf } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';

/** Ada has an account in the old directory, and none in the pool yet: each test has a run of its own. */
let outdir: string;
let api: LocalApi;
let aws: Aws;
let ClientId: string;
beforeAll(() => {
  outdir = synthesizeExample('migration');
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));
beforeEach(async () => {
  api = await LocalApi.start(outdir);
  aws = await awsOf(api);
  const { UserPoolClients } = await aws.cognito.send(new ListUserPoolClientsCommand({ UserPoolId: aws.UserPoolId }));
  ClientId = UserPoolClients!.find(({ ClientName }) => ClientName!.startsWith('AuthClientsapp'))!.ClientId!;
});
afterEach(() => api?.stop());

class Ada extends Person {
  public override readonly email = 'ada@example.com';
  public override password = 'Old&Trusted-Key7';
}
const expectNoAccount = () => expect(aws.account('ada@example.com')).rejects.toThrow('User does not exist');

test('the pool asks the function, and ours before an account is made', () => {
  const { Resources } = JSON.parse(readFileSync(join(outdir, 'Migration.template.json'), 'utf8'));
  const [pool] = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::Cognito::UserPool');
  expect(pool.Properties.LambdaConfig).toMatchObject({
    UserMigration: { 'Fn::GetAtt': [expect.stringMatching(/^Legacy/), 'Arn'] }, PreSignUp: { 'Fn::GetAtt': [expect.stringMatching(/^Authpresignup/), 'Arn'] },
  });
});

test('who signs in with the password of old comes over, and enrols a second factor as everybody does', async () => {
  const ada = new Ada(api);
  expectRefusal(await ada.login('Wrong&Waters-123'), 'INVALID_CREDENTIALS');
  await expectNoAccount();
  const { body } = await ada.login();
  expect(body).toMatchObject({ verification_type: 'MFA_SETUP' });
  expect(await aws.account(ada.email)).toMatchObject({ status: 'CONFIRMED', attributes: { email_verified: 'true', name: 'Ada Byron' } });
  [ada.userId, ada.totpSecret] = [body.user_id, body.qr_code_secret];
  expect((await ada.confirmMfa()).status).toBe(200);
  expect((await ada.signIn()).status).toBe(200);
});

test('who forgot it comes over by the mailed code', async () => {
  const ada = new Ada(api);
  const { body: { user_id } } = await api.call('POST /v1/forgot-password', { email: ada.email });
  ada.password = 'Quiet#Harbour-77';
  expect((await api.call(`POST /v1/users/${user_id}/confirm-password`, {
    email: ada.email, new_password: ada.password, verification_code: secretOf(await api.mail(ada.email)),
  })).status).toBe(200);
  expect((await ada.login()).body).toMatchObject({ verification_type: 'MFA_SETUP' });
});

test('an app that sends the password brings people over as well', async () => {
  const { ChallengeName } = await aws.cognito.send(new InitiateAuthCommand({
    ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'ada@example.com', PASSWORD: 'Old&Trusted-Key7' },
  }));
  expect(ChallengeName).toBe('MFA_SETUP');
});

describe('nobody else gets an account with the address', () => {
  const requests: [string, (email: string) => [string, object]][] = [
    ['signing up', (email) => ['POST /v1/sign-up', { email }]],
    ['asking for the code again', (email) => ['POST /v1/sign-up/resend', { email }]],
    ['registering', (email) => ['POST /v1/users', { email, full_name: 'Mallory', mobile_phone_number: '+10000000' }]],
  ];

  test.each(requests)('by %s, in any spelling, which is answered as for anybody', async (_, request) => {
    for (const email of ['ada@example.com', 'ADA@Example.com']) {
      const answers = [await api.call(...request(email)), await api.call(...request('newcomer@example.com'))];
      const [known, unknown] = answers.map((answer) => visible(answer));
      expect({ ...known, body: { ...known.body, email: '', user_id: '' } }).toEqual({ ...unknown, body: { ...unknown.body, email: '', user_id: '' } });
    }
    await expectNoAccount();
    expect(await api.mails('ada@example.com')).toEqual([]);
    expect(await api.mails('newcomer@example.com')).toHaveLength(1);
    expect((await new Ada(api).login()).status).toBe(200);
  });

  test('at Cognito itself', async () => {
    const attempt = (Username: string) => aws.cognito.send(new SignUpCommand({ ClientId, Username, Password: 'Quiet#Harbour-77' }));
    await expect(attempt('Ada@Example.com')).rejects.toMatchObject({ name: 'UserLambdaValidationException' });
    await expect(aws.cognito.send(new AdminCreateUserCommand({ UserPoolId: aws.UserPoolId, Username: 'ada@example.com' })))
      .rejects.toMatchObject({ name: 'UserLambdaValidationException' });
    await expectNoAccount();
    expect((await attempt('newcomer@example.com')).UserConfirmed).toBe(false);
  });

  test('nor does anybody at all while the function cannot be asked', async () => {
    await api.faults({ service: 'lambda', times: 0, fault: { name: 'ServiceException', status: 500 } });
    const answer = await api.call('POST /v1/sign-up', { email: 'newcomer@example.com' });
    expect(answer.body).toMatchObject({ status: 'CONFIRMATION_CODE_SENT' });
    await expect(aws.account('newcomer@example.com')).rejects.toThrow('User does not exist');
    await api.faults();
    // The code has its turn in five minutes again.
    await api.advance(300);
    await api.call('POST /v1/sign-up', { email: 'newcomer@example.com' });
    expect((await aws.account('newcomer@example.com')).status).toBe('UNCONFIRMED');
  });
});
