import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { PreSignUpTriggerEvent } from 'aws-lambda';

const ROOT = resolve(__dirname, '..', '..');
const BUNDLE = resolve(ROOT, 'assets', 'pre-sign-up', 'index.js');
const ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:Theirs';
const POOL = 'eu-central-1_Example01';

interface Answer { readonly status?: number; readonly headers?: Record<string, string>; readonly body: unknown }

/** Stands for Cognito and Lambda: answers by the operation's name, and remembers what was asked. */
let server: Server;
let answers: Record<string, Answer | Answer[]>;
let seen: { operation: string; body: any }[];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
      const operation = (request.headers['x-amz-target'] as string | undefined)?.split('.')[1] ?? 'Invoke';
      seen.push({ operation, body: JSON.parse(Buffer.concat(chunks).toString()) });
      const found = answers[operation];
      const { status = 200, headers, body } = (Array.isArray(found) ? found.shift()! : found) ?? { body: {} };
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => server.close());
beforeEach(() => {
  seen = [];
  answers = {};
});

/** Loads the bundle as Lambda would, and calls it. */
const invoke = async (event: PreSignUpTriggerEvent, variables: Record<string, string> = {}): Promise<PreSignUpTriggerEvent> => {
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { env } = process;
  process.env = {
    ...env,
    AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: 's',
    AWS_ENDPOINT_URL_LAMBDA: endpoint, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint,
    LINKED_PROVIDERS: JSON.stringify(['Google', 'Corp', 'Corp_eu', 'SignInWithApple']),
    ...variables,
  };
  try {
    let bundle: any;
    await jest.isolateModulesAsync(async () => {
      bundle = await import(BUNDLE);
    });
    return await bundle.handler(event);
  } finally {
    process.env = env;
  }
};

/** An event as Cognito sends it. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html */
const event = (userName: string, attributes: Record<string, string> = {}, triggerSource = 'PreSignUp_ExternalProvider') => ({
  version: '1',
  region: 'eu-central-1',
  userPoolId: POOL,
  userName,
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'client' },
  triggerSource,
  request: { userAttributes: { email: 'Ada@example.com', email_verified: 'true', ...attributes }, validationData: {} },
  response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
}) as unknown as PreSignUpTriggerEvent;

const account = (changes: Record<string, unknown> = {}, attributes: Record<string, string> = {}) => ({
  Username: '3a5c0b1e-0000-4000-8000-000000000000',
  Enabled: true,
  UserStatus: 'CONFIRMED',
  Attributes: Object.entries({ email: 'ada@example.com', email_verified: 'true', ...attributes }).map(([Name, Value]) => ({ Name, Value })),
  ...changes,
});
const found = (...Users: object[]) => ({ ListUsers: { body: { Users } } });
const linked = (): unknown[] => seen.filter(({ operation }) => operation === 'AdminLinkProviderForUser').map(({ body }) => body);

describe('with an account whose address both sides have verified', () => {
  test('links it, in the one pool, by the subject that the provider gave', async () => {
    answers = found(account());
    const given = event('google_1234567890');
    expect(await invoke(structuredClone(given))).toEqual(given);
    expect(seen).toEqual([
      { operation: 'ListUsers', body: { UserPoolId: POOL, Filter: 'email = "Ada@example.com"' } },
      {
        operation: 'AdminLinkProviderForUser',
        body: {
          UserPoolId: POOL,
          DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: '3a5c0b1e-0000-4000-8000-000000000000' },
          SourceUser: { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '1234567890' },
        },
      },
    ]);
  });

  test.each([
    ['Google_77', 'Google', '77'],
    ['corp_a_b', 'Corp', 'a_b'],
    ['Corp_EU_s', 'Corp_eu', 's'],
    ['signinwithapple_000123.abc.0456', 'SignInWithApple', '000123.abc.0456'],
  ])('reads %s as %s and %s', async (userName, ProviderName, ProviderAttributeValue) => {
    answers = found(account());
    await invoke(event(userName));
    expect(linked()).toMatchObject([{ SourceUser: { ProviderName, ProviderAttributeValue } }]);
  });

  test('passes over those who came from a provider, on whatever page they are', async () => {
    answers = {
      ListUsers: [
        { body: { Users: [account({ UserStatus: 'EXTERNAL_PROVIDER', Username: 'facebook_1' })], PaginationToken: 'next' } }, { body: { Users: [account()] } },
      ],
    };
    await invoke(event('google_1'));
    expect(seen[1].body).toEqual({ UserPoolId: POOL, Filter: 'email = "Ada@example.com"', PaginationToken: 'next' });
    expect(linked()).toHaveLength(1);
  });

  test('links once, however often Cognito calls', async () => {
    const identities = (userId: string) => JSON.stringify([{ userId, providerName: 'Google', providerType: 'Google', primary: false }]);
    answers = found(account({}, { identities: identities('1') }));
    await invoke(event('google_1'));
    expect(linked()).toEqual([]);
    await invoke(event('google_2'));
    expect(linked()).toHaveLength(1);
  });

  test('fails as the link fails, once and not again', async () => {
    answers = { ...found(account()), AdminLinkProviderForUser: { status: 400, body: { __type: 'LimitExceededException', message: 'five' } } };
    await expect(invoke(event('google_1'))).rejects.toMatchObject({ name: 'LimitExceededException' });
    expect(linked()).toHaveLength(1);
  });
});

test('a new account is made where there is none, as ever', async () => {
  answers = found();
  const given = event('google_1');
  expect(await invoke(structuredClone(given))).toEqual(given);
  expect(linked()).toEqual([]);
});

describe('refuses', () => {
  const refusal = 'There is an account with your email address that is not confirmed or is locked';

  test.each<[string, object[]]>([
    ['an account that has not verified the address', [account({}, { email_verified: 'false' })]],
    ['an account that was never confirmed', [account({ UserStatus: 'FORCE_CHANGE_PASSWORD' })]],
    ['a registration by Cognito\'s own page that was never confirmed', [account({ UserStatus: 'UNCONFIRMED' })]],
    ['an account whose password an administrator has reset', [account({ UserStatus: 'RESET_REQUIRED' })]],
    ['an account that is locked, which a second one would be a way around', [account({ Enabled: false })]],
    ['two accounts with the address', [account(), account({ Username: 'other' })]],
    ['an account with another address, should a filter ever find one', [account({}, { email: 'ada@example.com.evil.test' })]],
    ['an account of which nothing is said', [{ Username: 'x', UserStatus: 'CONFIRMED', Enabled: true }]],
  ])('%s', async (_, accounts) => {
    answers = found(...accounts);
    await expect(invoke(event('google_1'))).rejects.toThrow(refusal);
    expect(linked()).toEqual([]);
  });

  test.each([{ email_verified: 'false' }, { email_verified: 'TRUE' }, { email_verified: '' }, { email_verified: undefined as any }])(
    'an address that the provider has not verified (%j), before it looks whether there is an account', async (attributes) => {
      answers = found(account());
      await expect(invoke(event('google_1', attributes))).rejects.toThrow('Google did not confirm your email address');
      expect(seen).toEqual([]);
    });

  test('to let an address end the filter', async () => {
    answers = found(account());
    await expect(invoke(event('google_1', { email: 'x" or email ^= "\\' }))).rejects.toThrow(refusal);
    expect(seen[0].body.Filter).toBe('email = "x\\" or email ^= \\"\\\\"');
  });

  test('when Cognito cannot be asked', async () => {
    answers = { ListUsers: { status: 400, body: { __type: 'TooManyRequestsException', message: 'Rate exceeded' } } };
    await expect(invoke(event('google_1'))).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    expect(seen).toHaveLength(1);
  });
});

describe('leaves alone, without a call', () => {
  test.each<[string, PreSignUpTriggerEvent]>([
    ['a provider that is not trusted with it', event('facebook_1')],
    ['a provider whose name begins like a trusted one', event('googlex_1')],
    ['a trusted provider that gives no subject', event('google_')],
    ['somebody without an address', event('google_1', { email: '' })],
    ['a phone number', event('google_1', { email: '', phone_number: '+491700000000', phone_number_verified: 'true' })],
    ['a registration', event('google_1', {}, 'PreSignUp_SignUp')],
    ['an invitation', event('google_1', {}, 'PreSignUp_AdminCreateUser')],
  ])('%s', async (_, given) => {
    answers = found(account());
    expect(await invoke(structuredClone(given))).toEqual(given);
    expect(seen).toEqual([]);
  });

  test('and has no client of AWS in the file that every sign-up loads', () => {
    const bundle = JSON.parse(readFileSync(resolve(ROOT, '.cache', 'bundles.json'), 'utf8'))['pre-sign-up'];
    expect(Object.keys(bundle['assets/pre-sign-up/index.js'].inputs).filter((path) => path.includes('node_modules'))).toEqual([]);
  });
});

describe('with a trigger of the user\'s', () => {
  const variables = { PRE_SIGN_UP_FUNCTION_ARN: ARN };
  const theirs = { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false };

  test('asks it of every sign-up, and its answer counts', async () => {
    answers = { Invoke: { body: { response: theirs } } };
    const given = event('ada', {}, 'PreSignUp_SignUp');
    expect((await invoke(structuredClone(given), variables)).response).toEqual(theirs);
    expect(seen).toEqual([{ operation: 'Invoke', body: given }]);
  });

  test('asks it before it links, and believes Cognito about the addresses', async () => {
    answers = { Invoke: { body: { request: { userAttributes: { email: 'eve@example.com' } }, response: theirs } }, ...found(account()) };
    expect((await invoke(event('google_1'), variables)).response).toEqual(theirs);
    expect(seen.map(({ operation }) => operation)).toEqual(['Invoke', 'ListUsers', 'AdminLinkProviderForUser']);
    expect(seen[1].body.Filter).toBe('email = "Ada@example.com"');
  });

  test('links nobody whom it refuses', async () => {
    answers = { Invoke: { headers: { 'x-amz-function-error': 'Unhandled' }, body: { errorType: 'Error', errorMessage: 'not from there' } }, ...found(account()) };
    await expect(invoke(event('google_1'), variables)).rejects.toThrow('not from there');
    expect(seen).toHaveLength(1);
  });
});

describe('where people are yet to be migrated', () => {
  const MIGRATION = 'arn:aws:lambda:eu-central-1:123456789012:function:Migration';
  const variables = { USER_MIGRATION_FUNCTION_ARN: MIGRATION };
  const asked = () => seen.filter(({ operation }) => operation === 'Invoke').map(({ body }) => body.userName);
  const none = { body: { response: { userAttributes: null } } };
  const known = { body: { response: { userAttributes: { email: 'ada@example.com', email_verified: 'true' } } } };
  const refusal = 'There is an account already. Sign in with it, or ask for a new password';

  test('asks the user\'s function in Cognito\'s words for a forgotten password, and says that somebody signs up', async () => {
    answers = { Invoke: none };
    const given = event('3a5c0b1e-0000-4000-8000-000000000000', {}, 'PreSignUp_SignUp');
    expect(await invoke(structuredClone(given), variables)).toEqual(given);
    const { version, region, userPoolId, callerContext } = given;
    expect(seen).toEqual([{
      operation: 'Invoke',
      body: {
        version,
        region,
        userPoolId,
        callerContext,
        userName: 'ada@example.com',
        triggerSource: 'UserMigration_ForgotPassword',
        request: { clientMetadata: { purpose: 'SIGN_UP' } },
        response: {
          userAttributes: null, forceAliasCreation: null, enableSMSMFA: null, finalUserStatus: null, messageAction: null,
          desiredDeliveryMediums: null,
        },
      },
    }]);
  });

  test.each(['PreSignUp_SignUp', 'PreSignUp_AdminCreateUser', 'PreSignUp_ExternalProvider'])('%s makes no account for whom it knows', async (source) => {
    answers = { Invoke: known, ...found() };
    await expect(invoke(event('facebook_1', {}, source), variables)).rejects.toThrow(refusal);
    await expect(invoke(event('google_1', {}, source), variables)).rejects.toThrow(refusal);
    expect(linked()).toEqual([]);
  });

  test.each<[string, PreSignUpTriggerEvent, string[]]>([
    ['the number as well', event('3a5c0b1e-0000-4000-8000-000000000000', { phone_number: '+491' }, 'PreSignUp_SignUp'), ['+491', 'ada@example.com']],
    ['a user name of the person\'s own', event('Ada', {}, 'PreSignUp_SignUp'), ['ada', 'ada@example.com']],
    ['an address that is the user name once', event('ADA@example.com', {}, 'PreSignUp_AdminCreateUser'), ['ada@example.com']],
    ['nobody where there is no address', event('facebook_1', { email: '' }), []],
  ])('asks by every name that an account would have: %s', async (_, given, names) => {
    answers = { Invoke: none };
    await invoke(given, variables);
    expect(asked().sort()).toEqual(names);
  });

  test('one known name of several is enough', async () => {
    answers = { Invoke: [none, known] };
    await expect(invoke(event('Ada', {}, 'PreSignUp_SignUp'), variables)).rejects.toThrow(refusal);
  });

  test.each<[string, Answer]>([
    ['throws', { headers: { 'x-amz-function-error': 'Unhandled' }, body: { errorType: 'Error', errorMessage: 'no database' } }],
    ['cannot be called', { status: 429, body: { message: 'Rate exceeded' } }],
    ['returns no event', { body: null }],
  ])('makes no account where the function %s', async (_, answer) => {
    answers = { Invoke: answer };
    await expect(invoke(event('ada', {}, 'PreSignUp_SignUp'), variables)).rejects.toThrow();
  });

  test('links whom it would have linked: their account is here already', async () => {
    answers = { Invoke: known, ...found(account()) };
    await invoke(event('google_1'), variables);
    expect(linked()).toHaveLength(1);
    expect(asked()).toEqual([]);
  });

  test('asks the user\'s own pre-sign-up trigger first, whose answer counts', async () => {
    const theirs = { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false };
    answers = { Invoke: [{ body: { response: theirs } }, none] };
    const given = event('3a5c0b1e-0000-4000-8000-000000000000', {}, 'PreSignUp_SignUp');
    expect((await invoke(given, { ...variables, PRE_SIGN_UP_FUNCTION_ARN: ARN })).response).toEqual(theirs);
    expect(asked()).toEqual(['3a5c0b1e-0000-4000-8000-000000000000', 'ada@example.com']);
  });
});
