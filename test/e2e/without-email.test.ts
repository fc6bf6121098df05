import { createHmac } from 'node:crypto';
import {
  AdminCreateUserCommand, AdminInitiateAuthCommand, AdminSetUserPasswordCommand, DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Mfa } from 'aws-cdk-lib/aws-cognito';
import type { Aws } from '../support/aws';
import type { LocalApi } from '../support/local';
import { bearer } from '../support/person';
import { runStack } from '../support/run-stack';

/** People who have a phone number and no email address, in an API with the operations that work by a token. */
let api: LocalApi;
let aws: Aws;
runStack({ signIn: { email: false, phone: true }, mfa: { mode: Mfa.OFF }, operations: { include: ['userinfo', 'delete-user'] } }, (...started) => {
  [api, aws] = started;
});

let count = 0;

/** As a back end of one's own would sign someone in. */
const signedIn = async () => {
  const { UserPoolId, cognito } = aws;
  const phone = `+4917012345${++count}0`;
  const Password = 'Tr0ubled&Waters-9';
  await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: phone, MessageAction: 'SUPPRESS' }));
  await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username: phone, Password, Permanent: true }));
  const { ClientId } = await api.outputs().then((outputs) => ({ ClientId: Object.entries(outputs).find(([name]) => /ClientId/.test(name))![1] }));
  const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
  const SECRET_HASH = createHmac('sha256', UserPoolClient!.ClientSecret!).update(phone + ClientId).digest('base64');
  const { AuthenticationResult } = await cognito.send(new AdminInitiateAuthCommand({
    UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: phone, PASSWORD: Password, SECRET_HASH },
  }));
  return { phone, sub: (await aws.account(phone)).attributes.sub, tokens: AuthenticationResult! };
};

test('userinfo says who they are, by either token', async () => {
  const { phone, sub, tokens } = await signedIn();
  for (const token of [tokens.IdToken!, tokens.AccessToken!]) {
    expect(await api.call('GET /v1/userinfo', undefined, bearer(token)))
      .toMatchObject({ status: 200, body: { user_id: sub, email: null, phone_number: phone } });
  }
});

test.each(['IdToken', 'AccessToken'] as const)('an account is erased by its %s', async (kind) => {
  const { phone, sub, tokens } = await signedIn();
  expect(await api.call('DELETE /v1/users/11111111-1111-4111-8111-111111111111', undefined, bearer(tokens[kind]!))).toMatchObject({ status: 403 });
  expect(await api.call(`DELETE /v1/users/${sub}`, undefined, bearer(tokens[kind]!)))
    .toMatchObject({ status: 200, body: { user_id: sub, email: '', status: 'USER_DELETED' } });
  await expect(aws.account(phone)).rejects.toThrow('User does not exist.');
});
