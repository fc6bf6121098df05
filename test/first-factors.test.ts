import { AccountRecovery, Mfa } from 'aws-cdk-lib/aws-cognito';
import { CognitoAuthApiProps, OperationFeature } from '../src';
import { only, synth } from './support/template';

const passkey = { relyingPartyId: 'example.com' };
const optional = { mode: Mfa.OPTIONAL };

/** What the functions are told of first factors, what the client may do, and what login may. */
const of = (props: CognitoAuthApiProps) => {
  const { template } = synth(props);
  const { ExplicitAuthFlows: flows } = only(template, 'AWS::Cognito::UserPoolClient');
  const resources = Object.entries<any>(template.toJSON().Resources);
  const [, login] = resources.find(([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.startsWith('Authlogin'))!;
  const [, role] = resources.find(([id, { Type }]) => Type === 'AWS::IAM::Role' && id.startsWith('Authlogin'))!;
  const { FIRST_FACTORS: factors, RELYING_PARTY_ID: domain, USER_VERIFICATION: verification } = login.Properties.Environment.Variables;
  const actions = role.Properties.Policies[0].PolicyDocument.Statement.flatMap(({ Action }: any) => [Action].flat());
  return { flows, factors, domain, verification, actions, hasChallenge: resources.some(([id]) => id.startsWith('Authchallenge')) };
};
const choosing = 'cognito-idp:AdminRespondToAuthChallenge';

test('by default there is the password alone, and nothing is said of others', () => {
  const { actions, ...others } = of({});
  expect(others).toEqual({ flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'], hasChallenge: false });
  expect(actions).not.toContain('s3:DeleteObject');
});

test('the operation alone opens no other way in', () => {
  const { actions, ...others } = of({ operations: { features: [OperationFeature.CHALLENGE] } });
  expect(others).toEqual({ flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'], factors: 'PASSWORD', hasChallenge: true });
  expect(actions).toEqual(of({}).actions);
});

test('codes and passkeys bring the operation, the flow, and what sending codes takes', () => {
  const { actions, ...others } = of({ signIn: { phone: true, emailOtp: true, smsOtp: true, passkey }, mfa: optional });
  expect(others).toEqual({
    flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH'], factors: 'PASSWORD EMAIL_OTP SMS_OTP WEB_AUTHN', domain: 'example.com', verification: 'required',
    hasChallenge: true,
  });
  expect(actions).toContain('s3:DeleteObject');
  expect(of({ signIn: { passkey }, mfa: optional }).actions).not.toContain('s3:DeleteObject');
});

test('without the operation nothing of it is there, whatever the pool allows', () => {
  const { flows, factors, actions } = of({ signIn: { emailOtp: true, passkey }, mfa: optional, operations: { exclude: ['challenge'] } });
  expect({ flows, factors }).toEqual({ flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'], factors: undefined });
  expect(actions).not.toContain('s3:DeleteObject');
});

test('mails as a second factor bring the operation, and beside another factor the right to choose', () => {
  const byMail: CognitoAuthApiProps = {
    accountRecovery: AccountRecovery.NONE,
    messages: { from: 'no-reply@example.com', sesRegion: 'eu-west-1' },
    operations: { exclude: ['forgot-password', 'confirm-password', 'reset-password', 'resend-mfa', 'reset-mfa'] },
  };
  const alone = of({ ...byMail, mfa: { totp: false, email: true } });
  expect(alone).toMatchObject({ hasChallenge: true, factors: 'PASSWORD', flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] });
  expect(alone.actions).not.toContain(choosing);
  expect(of({ ...byMail, mfa: { email: true } }).actions).toContain(choosing);
});
