import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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
])('%s: the code that confirms an address, without the name that a stranger may have given', async (source) => {
  const { response } = await (await load('Harbour & Sons'))(event(source, { name: '<b>Mallory</b> {####}' }));
  expect(response.emailSubject).toBe('Harbour & Sons confirmation code');
  expect(response.emailMessage).toContain('gave this email address to Harbour &amp; Sons. The code that confirms it is: <b>{####}</b>');
  expect(response.emailMessage!.split('{####}')).toHaveLength(2);
  expect(response.emailMessage).not.toContain('Mallory');
  expect(response.smsMessage).toBe(event(source).response.smsMessage);
});

test('leaves CustomMessage_Authentication as it is', async () => {
  const given = event('CustomMessage_Authentication');
  const handler = await load('Harbour');
  expect(await handler(structuredClone(given))).toEqual(given);
});

describe('with a trigger of the user\'s', () => {
  const ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:Theirs';
  let server: Server;
  let answer: (event: CustomMessageTriggerEvent) => { headers?: Record<string, string>; body: unknown };
  let seen: CustomMessageTriggerEvent[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
        seen.push(JSON.parse(Buffer.concat(chunks).toString()));
        const { headers, body } = answer(structuredClone(seen.at(-1)!));
        response.writeHead(200, headers).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterAll(() => server.close());
  beforeEach(() => {
    seen = [];
  });

  const invoke = async (given: CustomMessageTriggerEvent) => {
    const { env } = process;
    // Read when the bundle is loaded, and by the SDK when that is, on demand.
    process.env = {
      ...env,
      CUSTOM_MESSAGE_FUNCTION_ARN: ARN, AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: 's',
      AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    };
    try {
      return (await (await load('Harbour'))(given)).response;
    } finally {
      process.env = env;
    }
  };

  test('shows it our mail, and sends that where it changes nothing', async () => {
    answer = (theirs) => ({ body: theirs });
    const ours = await messageOf('CustomMessage_AdminCreateUser');
    expect(await invoke(event('CustomMessage_AdminCreateUser'))).toEqual(ours);
    expect(seen[0].response).toEqual(ours);
  });

  test('sends what it makes of our mail', async () => {
    answer = (theirs) => ({ body: { response: { ...theirs.response, emailMessage: theirs.response.emailMessage!.replace('Hello', 'Moin') } } });
    const { emailSubject, emailMessage } = await invoke(event('CustomMessage_ForgotPassword'));
    expect(emailSubject).toBe('Harbour forgot password');
    expect(emailMessage).toContain('Moin Ada Byron,');
  });

  test('lets it write the mails that are not ours', async () => {
    answer = () => ({ body: { response: { emailSubject: 'Hi', emailMessage: '{####}', smsMessage: null } } });
    expect(await invoke(event('CustomMessage_SignUp'))).toEqual({ emailSubject: 'Hi', emailMessage: '{####}', smsMessage: null });
  });

  test('fails when it throws, with its message', async () => {
    answer = () => ({ headers: { 'x-amz-function-error': 'Unhandled' }, body: { errorType: 'Error', errorMessage: 'no mails on Sundays' } });
    await expect(invoke(event('CustomMessage_SignUp'))).rejects.toThrow('no mails on Sundays');
  });

  test('fails when it does not return its event', async () => {
    answer = () => ({ body: null });
    await expect(invoke(event('CustomMessage_SignUp'))).rejects.toThrow('Your trigger for CustomMessage_SignUp did not return its event');
  });
});
