import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  AdminConfirmSignUpCommand, AdminCreateUserCommand, AdminSetUserMFAPreferenceCommand, AdminSetUserPasswordCommand, AdminUpdateUserAttributesCommand,
  GetUserAttributeVerificationCodeCommand, InitiateAuthCommand, ResendConfirmationCodeCommand, SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnUserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { CognitoAuthApi, type MessageTemplates } from '../../src';
import { awsOf, type Aws } from '../support/aws';
import { LocalApi, type Mail } from '../support/local';
import { Person } from '../support/person';
import { resetCode } from '../support/stages';

/** Everybody's words in each locale, told apart by their first one. */
const wordsIn = (word: string): MessageTemplates => {
  const of = (message: string, ...placeholders: string[]) => ({
    subject: `${word} ${message}`,
    body: `<html><head><style>b {color: red}</style></head><body><p>${word} {name}, ${message}: <b>{code}</b>${placeholders.join('')}</p></body></html>`,
    sms: `${word} {name}, ${message}: {code}${placeholders.join('')}`,
  });
  return {
    invitation: of('invitation', ' for {username}'), verification: of('verification'), passwordReset: of('reset'), mfaReset: of('factor'), mfaCode: of('sign-in'),
  };
};

const PASSWORD = 'Tr0ubled&Waters-9';
const PHONE = '+491701234567';

/** As the construct makes it, but that people may also sign up at Cognito, and get codes by SMS: every event that a message comes from. */
const synthesizeOpenPool = (): string => {
  const outdir = mkdtempSync(join(tmpdir(), 'messages-'));
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Demo', { env: { region: 'us-east-1', account: '123456789012' } });
  const { pt, ...templates } = { 'default': wordsIn('Hello'), 'de': wordsIn('Hallo'), 'pt': wordsIn('Oi'), 'pt-BR': { passwordReset: wordsIn('Opa').passwordReset } };
  const auth = new CognitoAuthApi(stack, 'Auth', {
    messages: {
      appName: 'Harbour',
      from: 'no-reply@example.com',
      hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' }),
      templates: { ...templates, pt, 'zh-Hant': { mfaCode: { sms: 'Ni hao {code}' } } },
    },
  });
  const pool = auth.userPool.node.defaultChild as CfnUserPool;
  pool.addPropertyOverride('AdminCreateUserConfig.AllowAdminCreateUserOnly', false);
  pool.addPropertyOverride('AutoVerifiedAttributes', ['email']);
  pool.addPropertyOverride('MfaConfiguration', 'OPTIONAL');
  pool.addPropertyOverride('EnabledMfas', ['SMS_MFA', 'SOFTWARE_TOKEN_MFA']);
  pool.addPropertyOverride('SmsConfiguration', { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'sms' });
  const client = new UserPoolClient(stack, 'Open', { userPool: auth.userPool, authFlows: { userPassword: true }, disableOAuth: true });
  new CfnOutput(stack, 'OpenClientId', { value: client.userPoolClientId });
  app.synth();
  return outdir;
};

let api: LocalApi;
let aws: Aws;
let ClientId: string;
beforeAll(async () => {
  api = await LocalApi.start(synthesizeOpenPool());
  aws = await awsOf(api);
  ClientId = (await api.outputs()).OpenClientId;
});
afterAll(() => api?.stop());
beforeEach(() => api.advance(10));

const text = ({ body }: Mail) => body.replace(/<style>.*<\/style>/, '').replace(/<[^>]*>/g, '');
const attributesOf = (attributes: Record<string, string>) => Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
const update = (Username: string, attributes: Record<string, string>) => aws.cognito.send(new AdminUpdateUserAttributesCommand({
  UserPoolId: aws.UserPoolId, Username, UserAttributes: attributesOf(attributes),
}));

let count = 0;
/** Someone who is in the pool, with a password and proven address and number. */
const member = async (attributes: Record<string, string>): Promise<string> => {
  const email = `member-${++count}@example.com`;
  const who = { UserPoolId: aws.UserPoolId, Username: email };
  const all = { email, email_verified: 'true', phone_number: PHONE, phone_number_verified: 'true', name: 'Ada Byron', ...attributes };
  await aws.cognito.send(new AdminCreateUserCommand({ ...who, UserAttributes: attributesOf(all), MessageAction: 'SUPPRESS' }));
  await aws.cognito.send(new AdminSetUserPasswordCommand({ ...who, Password: PASSWORD, Permanent: true }));
  return email;
};
const signIn = (USERNAME: string) =>
  aws.cognito.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD } }));
const texts = async () => (await api.call('GET /_local/messages')).body.filter(({ channel }: Mail) => channel === 'SMS') as Mail[];

describe('each message has its template', () => {
  test('registration, password reset and MFA reset, over the API', async () => {
    const person = await new Person(api, 'Zoë O\'Hara').register().then(({ body }) => body);
    const [invitation] = await api.mails(person.email);
    expect(invitation.subject).toBe('Hello invitation');
    expect(text(invitation).replace(/&#39;/g, '\'')).toMatch(new RegExp(`^Hello Zoë O'Hara, invitation: .+ for ${person.email}$`));

    const enrolled = new Person(api);
    await enrolled.register();
    await enrolled.confirm();
    await resetCode(api, enrolled, 'POST /v1/forgot-password');
    expect(await api.mail(enrolled.email)).toMatchObject({ subject: 'Hello reset', body: expect.stringMatching(/Hello Ada Byron, reset: <b>\d{6}<\/b>/) });
    await resetCode(api, enrolled, 'POST /v1/resend-mfa');
    expect(await api.mail(enrolled.email)).toMatchObject({ subject: 'Hello factor', body: expect.stringMatching(/Hello Ada Byron, factor: <b>\d{6}<\/b>/) });
  });

  test('sign-up, and its code again', async () => {
    const Username = 'signs-up@example.com';
    await aws.cognito.send(new SignUpCommand({ ClientId, Username, Password: PASSWORD, UserAttributes: attributesOf({ name: 'Ada', locale: 'de' }) }));
    await aws.cognito.send(new ResendConfirmationCodeCommand({ ClientId, Username }));
    const mails = await api.mails(Username);
    expect(mails.map(({ subject }) => subject)).toEqual(['Hallo verification', 'Hallo verification']);
    expect(text(mails[1])).toMatch(/^Hallo Ada, verification: \d{6}$/);
    await aws.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId: aws.UserPoolId, Username }));
  });

  test('another address, and proving one', async () => {
    const email = await member({ locale: 'de' });
    const { AuthenticationResult } = await signIn(email);
    await aws.cognito.send(new GetUserAttributeVerificationCodeCommand({ AccessToken: AuthenticationResult!.AccessToken, AttributeName: 'email' }));
    expect(text(await api.mail(email))).toMatch(/^Hallo Ada Byron, verification: \d{6}$/);
    await update(email, { email: `other-${email}` });
    expect(text(await api.mail(`other-${email}`))).toMatch(/^Hallo Ada Byron, verification: \d{6}$/);
  });

  test('the code of a sign-in, as a text', async () => {
    const email = await member({ locale: 'de' });
    await aws.cognito.send(new AdminSetUserMFAPreferenceCommand({
      UserPoolId: aws.UserPoolId, Username: email, SMSMfaSettings: { Enabled: true, PreferredMfa: true },
    }));
    expect((await signIn(email)).ChallengeName).toBe('SMS_MFA');
    expect((await texts()).pop()).toMatchObject({ to: PHONE, body: expect.stringMatching(/^Hallo Ada Byron, sign-in: \d{6}$/) });
  });

  test('an invitation, as a text', async () => {
    const Username = 'invited-by-text@example.com';
    const UserAttributes = attributesOf({ email: Username, phone_number: PHONE, name: 'Ada', locale: 'pt' });
    await aws.cognito.send(new AdminCreateUserCommand({ UserPoolId: aws.UserPoolId, Username, UserAttributes, DesiredDeliveryMediums: ['SMS'] }));
    expect((await texts()).pop()!.body).toMatch(/^Oi Ada, invitation: .+ for invited-by-text@example.com$/);
  });
});

describe('the locale of the person chooses', () => {
  const resetSubject = async (locale: string): Promise<string> => {
    const email = await member({ locale });
    await api.call('POST /v1/forgot-password', { email });
    return (await api.mail(email)).subject;
  };

  test.each([
    ['de', 'Hallo'], ['DE', 'Hallo'], ['de-AT', 'Hallo'], ['de_AT', 'Hallo'], ['de-Latn-CH-1996', 'Hallo'],
    ['pt', 'Oi'], ['pt-PT', 'Oi'], ['pt-BR', 'Opa'], ['pt_br', 'Opa'], ['pt-BR-x-y', 'Opa'],
    ['fr', 'Hello'], ['dea', 'Hello'], ['-de', 'Hello'], ['default', 'Hello'],
    // What only a person of ill will writes, by an access token at Cognito.
    ['__proto__', 'Hello'], ['constructor', 'Hello'], ['../../etc/passwd', 'Hello'], ['-'.repeat(256), 'Hello'], ['{code}', 'Hello'],
  ])('%j gets %s', async (locale, word) => {
    expect(await resetSubject(locale)).toBe(`${word} reset`);
  });

  test('each message by itself: what the nearest locale lacks, the next one has', async () => {
    const email = await member({ locale: 'pt-BR' });
    await api.call('POST /v1/resend-mfa', { email });
    expect((await api.mail(email)).subject).toBe('Oi factor');
    const chinese = await member({ locale: 'zh-Hant-TW' });
    await api.call('POST /v1/forgot-password', { email: chinese });
    expect((await api.mail(chinese)).subject).toBe('Hello reset');
  });
});

describe('a name stays one', () => {
  const HOSTILE = ['<a href="//evil.example">', '{code}', '{####}', '{username}', '$& $1', '</style></p>', '{##Click Here##}', '"\'&'];

  test.each(HOSTILE)('%s is text in a mail', async (name) => {
    const email = await member({ name });
    await api.call('POST /v1/forgot-password', { email });
    const { body } = await api.mail(email);
    const shown = name.replace(/[&<>"'{}]/g, (character) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', '\'': '#39', '{': '#123', '}': '#125' }[character]};`);
    expect(body).toMatch(/<b>\d{6}<\/b><\/p><\/body><\/html>$/);
    expect(body.split('<body>')[1]).toContain(`<p>Hello ${shown}, reset: <b>`);
    expect(body.match(/\d{6}/g)).toHaveLength(1);
  });

  test.each([
    ['<a href="//evil.example">', 'a hrefevilexample'], ['{####}', ''], ['{code} {username}', 'code username'], ['evil.example/x', 'evilexamplex'],
    ['Ada\n\nYour bank', 'Ada Your bank'], ['Zoë O\'Hara-Łukasz', 'Zoë O\'Hara-Łukasz'], ['山田 太郎', '山田 太郎'], ['A'.repeat(60), 'A'.repeat(20)], ['😀'.repeat(30), ''], ['𠮷'.repeat(30), '𠮷'.repeat(10)],
  ])('of %j a text shows %j', async (name, shown) => {
    const email = await member({ name, locale: 'de' });
    await aws.cognito.send(new AdminSetUserMFAPreferenceCommand({
      UserPoolId: aws.UserPoolId, Username: email, SMSMfaSettings: { Enabled: true, PreferredMfa: true },
    }));
    await signIn(email);
    const { body } = (await texts()).pop()!;
    expect(body.replace(/\d{6}$/, '')).toBe(`Hallo ${shown}, sign-in: `);
  });

  test('the longest name makes no mail too long to be sent', async () => {
    const email = await member({ name: '"'.repeat(2048) });
    await api.call('POST /v1/forgot-password', { email });
    expect((await api.mail(email)).subject).toBe('Hello reset');
  });
});

test('custom senders change nothing offline: whatever they would send is in the mailbox', async () => {
  const outdir = mkdtempSync(join(tmpdir(), 'senders-'));
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Demo');
  const sender = new LambdaFunction(stack, 'Sender', {
    runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromAsset(resolve(__dirname, '..', '..', 'assets', 'custom-message')),
  });
  new CognitoAuthApi(stack, 'Auth', { messages: { customEmailSender: sender, customSmsSender: sender } });
  app.synth();
  const other = await LocalApi.start(outdir);
  try {
    const person = new Person(other);
    await person.register();
    expect((await other.mail(person.email)).subject).toBe('Welcome to our app');
  } finally {
    await other.stop();
  }
});
