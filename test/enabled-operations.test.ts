import { CognitoAuthApiProps, OperationFeature } from '../src';
import { Operation, operations } from '../src/contract';
import { everyOperation } from './support/every-operation';
import { problemsOf } from './support/problems';
import { defaultStack, only, synth } from './support/template';

const rows = Object.entries<Operation>(operations);
const names = rows.map(([, { operation }]) => operation);
const known = `The operations are ${names.map((name) => `"${name}"`).join(', ')}.`;
const routeKeys = (props: CognitoAuthApiProps) =>
  Object.values(synth(props).template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties.RouteKey).sort();

test('what a row needs are other rows', () => {
  for (const [, { operation, needs = [] }] of rows) {
    expect(names).toEqual(expect.arrayContaining([...needs]));
    expect(needs).not.toContain(operation);
  }
});

test('all is every operation that the other props leave possible', () => {
  expect(routeKeys(everyOperation)).toEqual(Object.keys(operations).sort());
  expect(routeKeys({ operations: { all: true } })).toEqual(rows.filter(([, { feature }]) => feature !== 'PASSKEY').map(([routeKey]) => routeKey).sort());
});

test('all opens self sign-up, unless that is given or the pool is there already', () => {
  const allows = (props: CognitoAuthApiProps) => !only(synth({ operations: { all: true }, ...props }).template, 'AWS::Cognito::UserPool').AdminCreateUserConfig
    .AllowAdminCreateUserOnly;
  expect([allows({}), allows({ selfSignUpEnabled: false })]).toEqual([true, false]);
});

test('the default API has the operations of CognitoApi, and none of a feature that nobody asked for', () => {
  expect(routeKeys({})).toEqual(rows.filter(([, { feature }]) => feature === 'ALWAYS' || feature === 'MFA_REQUIRED').map(([routeKey]) => routeKey).sort());
});

test.each(Object.values(OperationFeature))('features: [%s] adds its operations and no others', (feature) => {
  const added = rows.filter(([, row]) => row.feature === feature).map(([routeKey]) => routeKey);
  expect(added).not.toEqual([]);
  expect(routeKeys({ operations: { features: [feature] } })).toEqual([...routeKeys({}), ...added].sort());
});

describe('an excluded operation', () => {
  const { template, auth } = synth({ operations: { exclude: ['resend-mfa', 'reset-mfa'] } });
  const gone = ['POST /v1/resend-mfa', 'POST /v1/users/{user_id}/reset-mfa'];

  test('leaves no resource behind: the others are those of the default stack', () => {
    const expected = Object.keys(defaultStack().template.toJSON().Resources).filter((id) => !/^Auth(resend|reset)mfa/.test(id));
    expect(Object.keys(template.toJSON().Resources)).toEqual(expected);
    expect(Object.keys(defaultStack().template.toJSON().Resources).length - expected.length).toBe(2 * 6);
  });

  test('has no limit of its own in the stage, nor is it a property', () => {
    const settings = only(template, 'AWS::ApiGatewayV2::Stage').RouteSettings;
    for (const routeKey of gone) expect(settings).not.toHaveProperty([routeKey]);
    expect(JSON.stringify(template.toJSON())).not.toMatch(/(resend|reset)-?mfa/i);
    expect(Object.keys(auth.functions)).toEqual(Object.keys(defaultStack().auth.functions).filter((name) => !/^rese(nd|t)-mfa$/.test(name)));
    expect(Object.keys(auth.routes)).toEqual(Object.keys(auth.functions));
  });
});

test('include makes these and no others', () => {
  expect(routeKeys({ operations: { include: ['userinfo', 'delete-user'] } })).toEqual(['DELETE /v1/users/{user_id}', 'GET /v1/userinfo']);
});

test('what no operation uses is not made: bucket, key, secret, authorizer', () => {
  const { template, auth } = synth({ operations: { include: ['logout'] } });
  for (const type of ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::SecretsManager::Secret', 'AWS::ApiGatewayV2::Authorizer']) {
    template.resourceCountIs(type, 0);
  }
  expect([auth.bucket, auth.accessLogBucket, auth.encryptionKey, auth.clientSecret]).toEqual([undefined, undefined, undefined, undefined]);
  template.resourceCountIs('AWS::ApiGatewayV2::Route', 1);
});

test.each<[CognitoAuthApiProps['operations'], string[]]>([
  [{ exclude: ['sign-in'] }, [`operations.exclude must be made of names of operations, but is "sign-in". ${known}`]],
  [{ include: ['userinfo', 'Userinfo'] }, [`operations.include must be made of names of operations, but is "Userinfo". ${known}`]],
  [{ include: ['login', 'Login'] }, [
    `operations.include must be made of names of operations, but is "Login". ${known}`,
    ...['confirm-user', 'confirm-mfa', 'mfa-verify'].map((missing) =>
      `operations.include must be a list that holds "${missing}", too, but is ["login","Login"]. People are sent to "${missing}" by "login": add "${missing}", or remove "login".`),
  ]],
  [{ all: true, include: ['userinfo'] },
    ['operations.include must be left out where operations.all is true, but is ["userinfo"]. Remove one of the two: operations.all is every operation.']],
  [{ features: [OperationFeature.EXPORT], include: ['userinfo'] },
    ['operations.features must be left out where operations.include is given, but is ["EXPORT"]. Remove one of the two: operations.include names all that there is to be.']],
  [{ include: ['userinfo'], exclude: ['login'] },
    ['operations.exclude must be left out where operations.include is given, but is ["login"]. Remove one of the two: operations.include names all that there is to be.']],
  [{ include: [] }, ['operations.include must be such that at least one operation is left, but is []. Without any there is no API: use a cognito.UserPool instead.']],
  [{ exclude: names },
    [`operations.exclude must be such that at least one operation is left, but is ${JSON.stringify(names)}. Without any there is no API: use a cognito.UserPool instead.`]],
  [{ exclude: ['mfa-verify'] },
    ['operations.exclude must be a list without "mfa-verify" alone, but is ["mfa-verify"]. People are sent to "mfa-verify" by "login": remove "mfa-verify", or exclude "login", too.']],
  [{ exclude: ['confirm-password'] },
    ['operations.exclude must be a list without "confirm-password" alone, but is ["confirm-password"]. People are sent to "confirm-password" by '
      + '"forgot-password", "reset-password": remove "confirm-password", or exclude "forgot-password", "reset-password", too.']],
  [{ include: ['login', 'mfa-verify', 'confirm-mfa'] },
    ['operations.include must be a list that holds "confirm-user", too, but is ["login","mfa-verify","confirm-mfa"]. People are sent to "confirm-user" by "login": '
      + 'add "confirm-user", or remove "login".']],
  [{ all: true, exclude: ['reset-mfa', 'confirm-user'] },
    ['operations.exclude must be a list without "confirm-user" alone, but is ["reset-mfa","confirm-user"]. People are sent to "confirm-user" by "create-user", '
      + '"login", "resend-confirmation-code", "confirm-sign-up", "admin-create-user": remove "confirm-user", or exclude "create-user", "login", '
      + '"resend-confirmation-code", "confirm-sign-up", "admin-create-user", too.',
    'operations.exclude must be a list without "reset-mfa" alone, but is ["reset-mfa","confirm-user"]. People are sent to "reset-mfa" by "resend-mfa": '
      + 'remove "reset-mfa", or exclude "resend-mfa", too.']],
])('refuses operations %j', (given, messages) => {
  expect(problemsOf({ operations: given })).toEqual(messages);
});

test.each<CognitoAuthApiProps['operations']>([
  {}, { exclude: [] }, { all: false }, { exclude: ['forgot-password'] }, { exclude: ['create-user', 'resend-confirmation-code', 'delete-user'] },
  { include: ['login', 'mfa-verify', 'confirm-user', 'confirm-mfa'] },
])('accepts operations %j', (given) => {
  expect(problemsOf({ operations: given })).toEqual([]);
});
