import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CognitoAuthApi } from '../src';
import { authorizers, Operation, operations } from '../src/contract';
import { everyOperation } from './support/every-operation';
import { defaultStack, resource, synth } from './support/template';

const { template, auth, stack } = synth({ ...everyOperation, apiKey: {} });
const ofRole = (made: Template) => resource(made, 'AuthapikeyRole').Properties.Policies[0].PolicyDocument.Statement.slice(1);

test('the authorizer answers simply, by the header x-api-key, and is kept for 5 minutes', () => {
  template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: 'REQUEST',
    AuthorizerPayloadFormatVersion: '2.0',
    AuthorizerResultTtlInSeconds: 300,
    EnableSimpleResponses: true,
    IdentitySource: ['$request.header.x-api-key'],
  });
});

test.each(Object.values<Operation>(operations))('$operation asks for the key or for a token, as its access says', ({ operation, access }) => {
  const { AuthorizationType, AuthorizerId } = resource(template, `Auth${operation.replace(/-/g, '')}Route`).Properties;
  expect([AuthorizationType, AuthorizerId]).toEqual(access === 'ANYONE'
    ? ['CUSTOM', stack.resolve(auth.apiKeyAuthorizer!.authorizerId)]
    : ['JWT', stack.resolve(auth.authorizer.authorizerId)]);
});

test('its function runs the bundle api-key, knows the secret and may read it, nothing else', () => {
  const secretArn = stack.resolve(auth.apiKeySecret!.secretArn);
  expect(resource(template, 'AuthapikeyFunction').Properties).toMatchObject({
    Description: authorizers['api-key'].summary, Timeout: 8, Environment: { Variables: { API_KEY_SECRET_ARN: secretArn } },
  });
  expect(ofRole(template)).toEqual([{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: secretArn }]);
});

test('the key is generated: 40 letters and digits', () => {
  expect(resource(template, 'AuthApiKeySecret').Properties.GenerateSecretString).toEqual({ PasswordLength: 40, ExcludePunctuation: true });
});

test('a secret of one\'s own is read in its place, with its key', () => {
  const own = new Stack(new App(), 'Stack');
  const encryptionKey = new Key(own, 'Key');
  const secret = new Secret(own, 'Secret', { encryptionKey });
  const api = new CognitoAuthApi(own, 'Auth', { apiKey: { secret } });
  const made = Template.fromStack(own);
  expect(api.apiKeySecret).toBe(secret);
  expect(ofRole(made)).toEqual([
    { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: own.resolve(secret.secretArn) },
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: own.resolve(encryptionKey.keyArn) },
  ]);
  expect(Object.keys(made.findResources('AWS::SecretsManager::Secret')).filter((id) => /ApiKey/.test(id))).toEqual([]);
});

test('a secret that is known by its name is read by an ARN with its suffix left open', () => {
  const own = new Stack(new App(), 'Stack');
  new CognitoAuthApi(own, 'Auth', { apiKey: { secret: Secret.fromSecretNameV2(own, 'Secret', 'clients/key') } });
  expect(JSON.stringify(ofRole(Template.fromStack(own))[0].Resource)).toContain(':secret:clients/key-??????');
});

test('without it there is neither key nor function', () => {
  expect(JSON.stringify(defaultStack().template.toJSON())).not.toMatch(/ApiKey|API_KEY/);
});
