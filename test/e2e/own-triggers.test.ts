import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminAddUserToGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { AccountRecovery, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { decodeJwt } from 'jose';
import { CognitoAuthApi, UserPoolAction } from '../../src';
import { awsOf } from '../support/aws';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { withGoogle } from '../support/providers';

/** Stacks that bring triggers or a pool of their own, as they would be deployed. */
const folder = mkdtempSync(join(tmpdir(), 'own-triggers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const synthesize = (name: string, build: (stack: Stack) => void): string => {
  const app = new App({ outdir: join(folder, name), analyticsReporting: false });
  build(new Stack(app, 'Demo'));
  app.synth();
  return join(folder, name);
};

/** A function whose code this is. */
const lambda = (stack: Stack, id: string, code: string) => {
  const directory = mkdtempSync(join(folder, `${id}-`));
  writeFileSync(join(directory, 'index.js'), code);
  return new LambdaFunction(stack, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromAsset(directory) });
};

const SDK = JSON.stringify(require.resolve('@aws-sdk/client-cognito-identity-provider'));

const MAILS = `exports.handler = async (event) => {
  const { emailMessage } = event.response;
  if (emailMessage) event.response.emailMessage = emailMessage.replace('Hello', 'Moin');
  return event;
};`;

const SIGN_UPS = `exports.handler = async (event) => {
  if (event.request.userAttributes.name === 'Unwanted') throw new Error('not here');
  return event;
};`;

/** Puts whoever signs in into a group: with rights on the pool whose trigger it is. */
const WELCOME = `const { AdminAddUserToGroupCommand, CognitoIdentityProviderClient } = require(${SDK});
const cognito = new CognitoIdentityProviderClient({});
exports.handler = async (event) => {
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: event.userPoolId, Username: event.userName, GroupName: 'members' }));
  return event;
};`;

describe('beside triggers of one\'s own, account linking and an identity pool', () => {
  let api: LocalApi;
  beforeAll(async () => {
    api = await LocalApi.start(synthesize('triggers', (stack) => {
      const postAuthentication = lambda(stack, 'Welcome', WELCOME);
      const auth = new CognitoAuthApi(stack, 'Auth', {
        groups: { members: { createRole: true } },
        identityPool: { allowUnauthenticatedIdentities: true },
        accountLinking: { providers: ['Google'] },
        ...withGoogle,
        triggers: { customMessage: lambda(stack, 'Mails', MAILS), preSignUp: lambda(stack, 'SignUps', SIGN_UPS), postAuthentication },
      });
      auth.grantToTrigger(postAuthentication, UserPoolAction.ADMIN_ADD_USER_TO_GROUP);
      auth.grantUserFiles(new Bucket(stack, 'Files'));
      auth.addGroup('late');
      auth.addRoute('Late', { path: '/late', handler: auth.functions.userinfo, groups: ['late'] });
    }));
  });
  afterAll(() => api?.stop());

  test('people register, enrol and sign in, by the mails as the trigger changed them', async () => {
    const ada = await new Person(api).enrol();
    expect((await api.mails(ada.email))[0].body).toContain('Moin Ada Byron');
    expect((await ada.signIn()).status).toBe(200);
  });

  test('a trigger may do on the pool what it was allowed, and its group has a role in the next token', async () => {
    const ada = await new Person(api).enrol();
    await ada.signIn();
    const { id_token } = (await ada.signIn()).body;
    expect(decodeJwt(id_token)).toMatchObject({ 'cognito:groups': ['members'], 'cognito:roles': [expect.stringMatching(/:role\/.*GroupRolesmembers/)] });
  });

  test('whom the pre-sign-up trigger refuses is not registered', async () => {
    const unwanted = new Person(api, 'Unwanted');
    await unwanted.register();
    expect(await api.mails(unwanted.email)).toEqual([]);
  });

  test('a group that was added late opens its routes to its members', async () => {
    const aws = await awsOf(api);
    const ada = await new Person(api).enrol();
    const late = async () => (await api.call('GET /late', undefined, bearer((await ada.signIn()).body.access_token))).status;
    expect(await late()).toBe(403);
    await aws.cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: aws.UserPoolId, Username: ada.sub, GroupName: 'late' }));
    expect(await late()).toBe(200);
  });
});

describe('with a pool that the app made itself', () => {
  let api: LocalApi;
  beforeAll(async () => {
    api = await LocalApi.start(synthesize('pool', (stack) => {
      const userPool = new UserPool(stack, 'Theirs', {
        signInAliases: { email: true },
        signInCaseSensitive: false,
        mfa: Mfa.REQUIRED,
        mfaSecondFactor: { otp: true, sms: false },
        accountRecovery: AccountRecovery.EMAIL_ONLY,
        userInvitation: { emailSubject: 'Theirs', emailBody: 'Their own mail for {username}: <b>{####}</b>' },
      });
      const auth = new CognitoAuthApi(stack, 'Auth', { userPool, groups: { members: {} } });
      new CfnOutput(stack, 'GroupName', { value: auth.groups.members.ref });
    }));
  });
  afterAll(() => api?.stop());

  test('people register by its own mails, enrol, sign in and leave', async () => {
    const ada = await new Person(api).enrol();
    expect((await api.mail(ada.email)).subject).toBe('Theirs');
    const { access_token, refresh_token } = (await ada.signIn()).body;
    expect((await api.call('GET /v1/userinfo', undefined, bearer(access_token))).body).toMatchObject({ email: ada.email, groups: [] });
    expect((await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token })).status).toBe(200);
    expect((await api.call(`DELETE /v1/users/${ada.sub}`, undefined, bearer(access_token))).status).toBe(200);
  });
});
