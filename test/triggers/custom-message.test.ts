import { resolve } from 'node:path';
import type { CustomMessageTriggerEvent } from 'aws-lambda';

const BUNDLE = resolve(__dirname, '..', '..', 'assets', 'custom-message', 'index.js');

/** The bundle, loaded as Lambda would load it for an app of this name. */
const load = async (appName: string): Promise<(event: CustomMessageTriggerEvent) => Promise<CustomMessageTriggerEvent>> => {
  const { env } = process;
  process.env = { ...env, APP_NAME: appName };
  try {
    let bundle: any;
    await jest.isolateModulesAsync(async () => {
      bundle = await import(BUNDLE);
    });
    return bundle.handler;
  } finally {
    process.env = env;
  }
};

/** An event as Cognito sends it. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html */
const event = (triggerSource: string, attributes: Record<string, string> = { name: 'Ada Byron' }, clientMetadata?: Record<string, string>) => ({
  version: '1',
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_Example01',
  userName: '3a5c0b1e-0000-4000-8000-000000000000',
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'CLIENT_ID_NOT_APPLICABLE' },
  triggerSource,
  request: {
    userAttributes: { 'sub': '3a5c0b1e-0000-4000-8000-000000000000', 'email': 'ada@example.com', 'cognito:user_status': 'CONFIRMED', ...attributes },
    codeParameter: '{####}',
    usernameParameter: triggerSource === 'CustomMessage_AdminCreateUser' ? '{username}' : null,
    linkParameter: '{##Click Here##}',
    ...clientMetadata && { clientMetadata },
  },
  response: { smsMessage: null, emailMessage: null, emailSubject: null },
}) as unknown as CustomMessageTriggerEvent;

const messageOf = async (...parameters: Parameters<typeof event>) => (await (await load('Harbour'))(event(...parameters))).response;

test('invites with a welcome that has both placeholders, without which AWS would discard it', async () => {
  const { emailSubject, emailMessage, smsMessage } = await messageOf('CustomMessage_AdminCreateUser');
  expect(emailSubject).toBe('Welcome to Harbour');
  expect(emailMessage).toContain('Hello Ada Byron,');
  expect(emailMessage).toContain('{username}');
  expect(emailMessage!.split('{####}')).toHaveLength(2);
  expect(smsMessage).toBeNull();
});

test.each([
  [undefined], [{ purpose: 'PASSWORD_RESET' }], [{ purpose: 'anything' }], [{}],
])('says that a password was forgotten (metadata %j)', async (metadata) => {
  const { emailSubject, emailMessage } = await messageOf('CustomMessage_ForgotPassword', { name: 'Ada Byron' }, metadata);
  expect(emailSubject).toBe('Harbour forgot password');
  expect(emailMessage).toContain('Hello Ada Byron,');
  expect(emailMessage).toContain('new password');
  expect(emailMessage!.split('{####}')).toHaveLength(2);
});

test('says that a code is for the second factor, so that nobody gives it away as something else', async () => {
  const { emailSubject, emailMessage } = await messageOf('CustomMessage_ForgotPassword', { name: 'Ada Byron' }, { purpose: 'MFA_RESET' });
  expect(emailSubject).toBe('Harbour second factor reset');
  expect(emailMessage).toContain('Hello Ada Byron,');
  expect(emailMessage).toContain('authenticator app');
  expect(emailMessage!.split('{####}')).toHaveLength(2);
});

describe.each(['CustomMessage_AdminCreateUser', 'CustomMessage_ForgotPassword'])('%s', (source) => {
  test('escapes the name', async () => {
    const { emailMessage } = await messageOf(source, { name: '<script>alert("1")</script> & \'co\'' });
    expect(emailMessage).toContain('Hello &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;,');
    expect(emailMessage).not.toContain('<script');
  });

  test('escapes the app\'s name in the text, and not in the subject, which is none', async () => {
    const { response } = await (await load('Fish & Chips'))(event(source));
    expect(response.emailSubject).toContain('Fish & Chips');
    expect(response.emailMessage).toContain('Fish &amp; Chips');
  });

  test('does without a name', async () => {
    const { emailMessage } = await messageOf(source, {});
    expect(emailMessage).not.toMatch(/undefined|null/);
  });
});

test('has room for the longest names in what Cognito sends: 20,000 characters', async () => {
  const { response } = await (await load('&'.repeat(64)))(event('CustomMessage_AdminCreateUser', { name: '"'.repeat(2048) }));
  expect(response.emailMessage!.length).toBeLessThan(20_000);
  expect(response.emailSubject!.length).toBeLessThanOrEqual(140);
});

test.each([
  'CustomMessage_SignUp', 'CustomMessage_ResendCode', 'CustomMessage_UpdateUserAttribute', 'CustomMessage_VerifyUserAttribute',
  'CustomMessage_Authentication',
])('leaves %s as it is', async (source) => {
  const given = event(source);
  const handler = await load('Harbour');
  expect(await handler(structuredClone(given))).toEqual(given);
});
