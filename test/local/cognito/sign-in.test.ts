import { createHmac } from 'node:crypto';
import {
  AdminCreateUserCommand, AdminInitiateAuthCommand, AdminRespondToAuthChallengeCommand, AssociateSoftwareTokenCommand,
  GetTokensFromRefreshTokenCommand, VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import { StandIn, startStandIn } from './stand-in';

let standIn: StandIn;
beforeAll(async () => { standIn = await startStandIn(); });
afterAll(async () => { await standIn.close(); });

test('an invited person sets a password, enrols a device, and refreshes with a rotating token', async () => {
  const pool = standIn.service.make({
    type: 'AWS::Cognito::UserPool',
    logicalId: 'Pool',
    properties: {
      UsernameAttributes: ['email'], UsernameConfiguration: { CaseSensitive: false }, MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    },
  });
  const client = standIn.service.make({
    type: 'AWS::Cognito::UserPoolClient',
    logicalId: 'Client',
    properties: {
      UserPoolId: pool.ref,
      GenerateSecret: true,
      PreventUserExistenceErrors: 'ENABLED',
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
    },
  });
  const secret = client.attributes.ClientSecret;
  const hash = (name: string) => createHmac('sha256', secret).update(name + client.ref).digest('base64');
  const aws = standIn.client;
  const both = { UserPoolId: pool.ref, ClientId: client.ref };

  const created = await aws.send(new AdminCreateUserCommand({ UserPoolId: pool.ref, Username: 'Ann@Example.com', DesiredDeliveryMediums: ['EMAIL'] }));
  const sub = created.User!.Username!;
  const password = /password is (.*)\.$/.exec(standIn.mailbox.at(-1)!.body)![1];
  const first = await aws.send(new AdminInitiateAuthCommand({
    ...both, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'ann@example.com', PASSWORD: password, SECRET_HASH: hash('ann@example.com') },
  }));
  expect(first.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  const second = await aws.send(new AdminRespondToAuthChallengeCommand({
    ...both,
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: first.Session,
    ChallengeResponses: { USERNAME: sub, NEW_PASSWORD: 'Correct-horse-9', SECRET_HASH: hash(sub) },
  }));
  expect(second.ChallengeName).toBe('MFA_SETUP');
  const associated = await aws.send(new AssociateSoftwareTokenCommand({ Session: second.Session }));
  const totp = new TOTP({ secret: Secret.fromBase32(associated.SecretCode!) });
  await aws.send(new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode: totp.generate({ timestamp: standIn.now }) }));
  standIn.advance(30);
  const again = await aws.send(new AdminInitiateAuthCommand({
    ...both, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: sub, PASSWORD: 'Correct-horse-9', SECRET_HASH: hash(sub) },
  }));
  expect(again.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  const done = await aws.send(new AdminRespondToAuthChallengeCommand({
    ...both,
    ChallengeName: 'SOFTWARE_TOKEN_MFA',
    Session: again.Session,
    ChallengeResponses: { USERNAME: sub, SOFTWARE_TOKEN_MFA_CODE: totp.generate({ timestamp: standIn.now }), SECRET_HASH: hash(sub) },
  }));
  const { RefreshToken } = done.AuthenticationResult!;
  const rotated = await aws.send(new GetTokensFromRefreshTokenCommand({ ClientId: client.ref, ClientSecret: secret, RefreshToken }));
  expect(rotated.AuthenticationResult!.RefreshToken).not.toBe(RefreshToken);
  standIn.advance(10);
  await expect(aws.send(new GetTokensFromRefreshTokenCommand({ ClientId: client.ref, ClientSecret: secret, RefreshToken })))
    .rejects.toMatchObject({ name: 'RefreshTokenReuseException' });
});
