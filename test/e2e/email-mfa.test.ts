import { rmSync } from 'node:fs';
import {
  AdminCreateUserCommand, AdminSetUserPasswordCommand, InitiateAuthCommand, RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { AccountRecovery } from 'aws-cdk-lib/aws-cognito';
import { decodeJwt } from 'jose';
import { AppClientAuthFlow, CognitoAuthApi } from '../../src';
import { awsOf, type Aws } from '../support/aws';
import { LocalApi } from '../support/local';

const PASSWORD = 'Tr0ubled&Waters-9';

/** Everybody's second factor is a mailed code; people sign in at Cognito itself, since no operation takes one. */
let api: LocalApi;
let aws: Aws;
let ClientId: string;
let outdir: string;
beforeAll(async () => {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Demo');
  const auth = new CognitoAuthApi(stack, 'Auth', {
    mfa: { totp: false, email: true },
    accountRecovery: AccountRecovery.NONE,
    operations: { include: ['userinfo'] },
    clients: { app: { authFlows: [AppClientAuthFlow.USER_AUTH] } },
    messages: {
      from: 'no-reply@example.com',
      sesRegion: 'eu-west-1',
      templates: { default: { mfaCode: { subject: 'Your code', body: '<p>Sign in with <b>{code}</b></p>' } } },
    },
  });
  new CfnOutput(stack, 'AppClientId', { value: auth.clients.app.clientId });
  outdir = app.synth().directory;
  api = await LocalApi.start(outdir);
  aws = await awsOf(api);
  ClientId = (await api.outputs()).AppClientId;
});
afterAll(async () => {
  await api?.stop();
  rmSync(outdir, { recursive: true, force: true });
});

async function person(name: string): Promise<string> {
  const user = { UserPoolId: aws.UserPoolId, Username: `${name}@example.com` };
  const UserAttributes = [{ Name: 'email', Value: user.Username }, { Name: 'email_verified', Value: 'true' }];
  await aws.cognito.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS' }));
  await aws.cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }));
  return user.Username;
}

const begin = (USERNAME: string) => aws.cognito.send(new InitiateAuthCommand({
  ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME, PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD },
}));
const answer = (USERNAME: string, Session: string | undefined, EMAIL_OTP_CODE: string) => aws.cognito.send(new RespondToAuthChallengeCommand({
  ClientId, ChallengeName: 'EMAIL_OTP', Session, ChallengeResponses: { USERNAME, EMAIL_OTP_CODE },
}));
const mailedCode = async (email: string) => /<b>(\d+)<\/b>/.exec((await api.mail(email)).body)![1];

test('a password alone opens nothing: a code is mailed, in the words of the template, and finishes the sign-in', async () => {
  const ada = await person('ada');
  const { ChallengeName, ChallengeParameters, Session, AuthenticationResult } = await begin(ada);
  expect(AuthenticationResult).toBeUndefined();
  expect({ ChallengeName, ChallengeParameters }).toMatchObject({
    ChallengeName: 'EMAIL_OTP', ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 'a***@e***' },
  });
  expect(await api.mail(ada)).toMatchObject({ subject: 'Your code', body: expect.stringContaining('Sign in with <b>') });
  const { AuthenticationResult: tokens } = await answer(ada, Session, await mailedCode(ada));
  expect(decodeJwt(tokens!.IdToken!)).toMatchObject({ email: ada, token_use: 'id' });
});

test('a wrong code and another person\'s are refused', async () => {
  const [bob, eve] = [await person('bob'), await person('eve')];
  const { Session } = await begin(bob);
  await begin(eve);
  const [right, hers] = [await mailedCode(bob), await mailedCode(eve)];
  const wrong = right.replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
  await expect(answer(bob, Session, wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' });
  await expect(answer(bob, Session, hers)).rejects.toMatchObject({ name: 'CodeMismatchException' });
  await expect(answer(eve, Session, right)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});
