import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Amplify } from 'aws-amplify';
import {
  confirmSignIn, confirmSignUp, fetchAuthSession, fetchMFAPreference, fetchUserAttributes, getCurrentUser, signIn, signOut, signUp, updatePassword,
} from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { ConsoleLogger } from 'aws-amplify/utils';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnUserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { TOTP } from 'otpauth';
import { CognitoAuthApi } from '../../src';
import { LocalApi } from '../support/local';

/**
 * AWS's own client for browsers and apps, unmodified, signs in at a synthesized stack that runs offline: by SRP, as it does unless told otherwise.
 * The app has a client of its own, since that of our endpoints has a secret.
 */
const folder = mkdtempSync(join(tmpdir(), 'amplify-'));

const TRIGGERS = {
  // The password, then a riddle that may be answered twice.
  defineAuthChallenge: `async (event) => {
    const { session } = event.request;
    const last = session.at(-1);
    const riddles = session.filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE');
    event.response.issueTokens = last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult;
    event.response.failAuthentication = riddles.length === 2 && !last.challengeResult;
    event.response.challengeName = last?.challengeName === 'SRP_A' ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE';
    return event;
  }`,
  createAuthChallenge: `async (event) => {
    event.response.publicChallengeParameters = { riddle: 'six times seven', round: String(event.request.session.length) };
    event.response.privateChallengeParameters = { answer: '42' };
    event.response.challengeMetadata = 'RIDDLE';
    return event;
  }`,
  verifyAuthChallengeResponse: `async (event) => {
    event.response.answerCorrect = event.request.privateChallengeParameters.answer === event.request.challengeAnswer;
    return event;
  }`,
  // The former directory, of one person.
  userMigration: `async (event) => {
    if (event.userName !== 'former@example.com' || event.request.password !== 'former') throw new Error('Unknown here too');
    event.response.userAttributes = { email: event.userName, email_verified: 'true' };
    event.response.finalUserStatus = 'CONFIRMED';
    event.response.messageAction = 'SUPPRESS';
    return event;
  }`,
};

const lambda = (stack: Stack, name: string, handler: string) => {
  const directory = join(folder, `asset-${name}`);
  mkdirSync(directory);
  writeFileSync(join(directory, 'index.js'), `exports.handler = ${handler};\n`);
  return new LambdaFunction(stack, name, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromAsset(directory) });
};

const synthesize = (): string => {
  const outdir = join(folder, 'out');
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Demo');
  const auth = new CognitoAuthApi(stack, 'Auth', {
    triggers: Object.fromEntries(Object.entries(TRIGGERS).map(([name, handler]) => [name, lambda(stack, name, handler)])),
  });
  (auth.userPool.node.defaultChild as CfnUserPool).addPropertyOverride('AdminCreateUserConfig.AllowAdminCreateUserOnly', false);
  const client = new UserPoolClient(stack, 'AppClient', {
    userPool: auth.userPool,
    // The password itself is sent only to bring people over.
    authFlows: { userSrp: true, custom: true, userPassword: true },
    disableOAuth: true,
    generateSecret: false,
    preventUserExistenceErrors: true,
  });
  new CfnOutput(stack, 'AppClientId', { value: client.userPoolClientId });
  app.synth();
  return outdir;
};

const PASSWORD = 'Tr0ubled&Waters-9';
let api: LocalApi;
let people = 0;

beforeAll(async () => {
  api = await LocalApi.start(synthesize());
  const outputs = await api.outputs();
  const output = (pattern: RegExp) => Object.entries(outputs).find(([name]) => pattern.test(name))![1];
  // That the endpoint is not AWS's is meant.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  Amplify.configure({
    Auth: { Cognito: { userPoolId: output(/UserPoolId/), userPoolClientId: output(/AppClientId/), userPoolEndpoint: api.endpoint('cognito-idp') } },
  });
  const kept = new Map<string, string>();
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => { kept.set(key, value); },
    getItem: async (key) => kept.get(key) ?? null,
    removeItem: async (key) => { kept.delete(key); },
    clear: async () => { kept.clear(); },
  });
});
afterEach(() => signOut());
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});

class AppUser {
  public readonly email = `amplify-${++people}@example.com`;
  public secret = '';

  public async signUp(): Promise<void> {
    expect(await signUp({ username: this.email, password: PASSWORD, options: { userAttributes: { name: 'Ada' } } })).toMatchObject({
      isSignUpComplete: false, nextStep: { signUpStep: 'CONFIRM_SIGN_UP', codeDeliveryDetails: { deliveryMedium: 'EMAIL', destination: 'a***@e***' } },
    });
    const [confirmationCode] = /\b\d{6}\b/.exec((await api.mail(this.email)).body)!;
    expect(await confirmSignUp({ username: this.email, confirmationCode })).toMatchObject({ isSignUpComplete: true });
  }

  /** The first sign-in, which sets up the authenticator app. */
  public async enrol(): Promise<void> {
    await this.signUp();
    const { isSignedIn, nextStep } = await signIn({ username: this.email, password: PASSWORD });
    expect({ isSignedIn, step: nextStep.signInStep }).toEqual({ isSignedIn: false, step: 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP' });
    this.secret = (nextStep as { totpSetupDetails: { sharedSecret: string } }).totpSetupDetails.sharedSecret;
    await this.answerCode();
  }

  public async signIn(): Promise<void> {
    const { nextStep } = await signIn({ username: this.email, password: PASSWORD });
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
    await this.answerCode();
  }

  public async code(): Promise<string> {
    const now = await api.advance(30);
    return new TOTP({ secret: this.secret }).generate({ timestamp: now.getTime() });
  }

  private async answerCode(): Promise<void> {
    expect(await confirmSignIn({ challengeResponse: await this.code() })).toEqual({ isSignedIn: true, nextStep: { signInStep: 'DONE' } });
  }
}

const tokens = async (options: { forceRefresh?: boolean } = {}) => (await fetchAuthSession(options)).tokens;

test('signs up, confirms, sets up an authenticator app, and is somebody', async () => {
  const ada = new AppUser();
  await ada.enrol();
  const { idToken, accessToken } = (await tokens())!;
  expect(idToken!.payload).toMatchObject({ email: ada.email, email_verified: true, name: 'Ada', token_use: 'id' });
  expect(await getCurrentUser()).toMatchObject({ userId: accessToken.payload.sub, signInDetails: { authFlowType: 'USER_SRP_AUTH' } });
  expect(await fetchMFAPreference()).toMatchObject({ enabled: ['TOTP'] });
  expect(await fetchUserAttributes()).toMatchObject({ email: ada.email, name: 'Ada' });
});

test('signs in by SRP and TOTP, refreshes, changes the password, and signs out everywhere', async () => {
  const ada = new AppUser();
  await ada.enrol();
  await signOut();
  await ada.signIn();
  const first = (await tokens())!.accessToken;
  const refreshed = (await tokens({ forceRefresh: true }))!.accessToken;
  expect(refreshed.toString()).not.toBe(first.toString());
  expect(refreshed.payload).toMatchObject({ origin_jti: first.payload.origin_jti, auth_time: first.payload.auth_time });
  await updatePassword({ oldPassword: PASSWORD, newPassword: 'An0ther&Bridge-7' });
  await expect(signIn({ username: ada.email, password: PASSWORD })).rejects.toMatchObject({ name: 'UserAlreadyAuthenticatedException' });
  await signOut({ global: true });
  await expect(signIn({ username: ada.email, password: PASSWORD })).rejects.toMatchObject({
    name: 'NotAuthorizedException', message: 'Incorrect username or password.',
  });
  expect((await signIn({ username: ada.email, password: 'An0ther&Bridge-7' })).nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
});

test('comes over from the former directory with the password, which does for SRP from then on', async () => {
  const sendPassword = (username: string, password: string) => signIn({ username, password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
  await expect(sendPassword('former@example.com', 'wrong')).rejects.toMatchObject({
    name: 'UserLambdaValidationException', message: 'UserMigration failed with error Unknown here too.',
  });
  await expect(signIn({ username: 'former@example.com', password: 'former' })).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  expect((await sendPassword('former@example.com', 'former')).nextStep.signInStep).toBe('CONTINUE_SIGN_IN_WITH_TOTP_SETUP');
  expect((await signIn({ username: 'former@example.com', password: 'former' })).nextStep.signInStep).toBe('CONTINUE_SIGN_IN_WITH_TOTP_SETUP');
});

test('is not told apart from nobody by SRP', async () => {
  const ada = new AppUser();
  await ada.signUp();
  const attempts = [ada.email, 'nobody@example.com'].map((username) => signIn({ username, password: 'Wr0ng&Waters-9999' }).catch((error: Error) => error.message));
  expect(new Set(await Promise.all(attempts))).toEqual(new Set(['Incorrect username or password.']));
});

test('answers a custom challenge after password and code', async () => {
  const ada = new AppUser();
  await ada.enrol();
  await signOut();
  const options = { authFlowType: 'CUSTOM_WITH_SRP' } as const;
  expect((await signIn({ username: ada.email, password: PASSWORD, options })).nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
  expect((await confirmSignIn({ challengeResponse: await ada.code() })).nextStep).toMatchObject({
    signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE', additionalInfo: { riddle: 'six times seven', round: '3' },
  });
  expect((await confirmSignIn({ challengeResponse: '41' })).nextStep).toMatchObject({ additionalInfo: { round: '4' } });
  expect(await confirmSignIn({ challengeResponse: '42' })).toMatchObject({ isSignedIn: true });
  expect((await tokens())!.idToken!.payload.email).toBe(ada.email);
});

test('answers a custom challenge without a password, and fails with the second wrong answer', async () => {
  const ada = new AppUser();
  await ada.signUp();
  const options = { authFlowType: 'CUSTOM_WITHOUT_SRP' } as const;
  for (const username of [ada.email, 'nobody@example.com']) {
    const { nextStep } = await signIn({ username, options });
    expect(nextStep).toMatchObject({ signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE', additionalInfo: { riddle: 'six times seven', round: '0' } });
    expect((await confirmSignIn({ challengeResponse: '41' })).nextStep).toMatchObject({ additionalInfo: { round: '1' } });
    await expect(confirmSignIn({ challengeResponse: '40' })).rejects.toMatchObject({ message: 'Incorrect username or password.' });
  }
});
