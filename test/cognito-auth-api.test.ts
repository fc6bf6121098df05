import { existsSync } from 'fs';
import * as path from 'path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { maskTemplate } from '../snapshot';
import { CognitoAuthApi } from '../src';
import { authorizers, operations, triggers } from '../src/contract';
import { defaultOperations } from './support/default-operations';
import { defaultStack, synth } from './support/template';

const { template, auth, stack } = defaultStack();
const json = template.toJSON();

test('the template without any props is the one that was reviewed; a changed logical ID replaces a resource', () => {
  expect(maskTemplate(json)).toMatchSnapshot();
});

test('makes these resources, 112 of the 500 that a stack may have', () => {
  const counts: { [type: string]: number } = {};
  for (const { Type } of Object.values<any>(json.Resources)) counts[Type] = (counts[Type] ?? 0) + 1;
  expect(counts).toEqual({
    'AWS::ApiGatewayV2::Api': 1,
    'AWS::ApiGatewayV2::Authorizer': 1,
    'AWS::ApiGatewayV2::Integration': 16,
    'AWS::ApiGatewayV2::Route': 16,
    'AWS::ApiGatewayV2::Stage': 1,
    'AWS::Cognito::UserPool': 1,
    'AWS::Cognito::UserPoolClient': 1,
    'AWS::IAM::Role': 17,
    'AWS::KMS::Key': 1,
    'AWS::Lambda::Function': 17,
    'AWS::Lambda::Permission': 17,
    'AWS::Logs::LogGroup': 18,
    'AWS::S3::Bucket': 2,
    'AWS::S3::BucketPolicy': 2,
    'AWS::SecretsManager::Secret': 1,
  });
  expect(Object.keys(json.Resources)).toHaveLength(112);
});

test('every bundle that the contract names is there', () => {
  const names = [...Object.values(operations).map(({ operation }) => operation), ...Object.keys(triggers), ...Object.keys(authorizers)];
  expect(names.filter((name) => !existsSync(path.join(__dirname, '..', 'assets', name, 'index.js')))).toEqual([]);
});

test('names nothing physically, so that environments do not collide', () => {
  const names = Object.entries<any>(json.Resources).flatMap(([id, { Type, Properties }]) =>
    Object.keys(Properties).filter((property) => /Name$/.test(property)).map((property) => `${Type}.${property} of ${id}`));
  // Whose function a permission is about, and the stage at the root: both are no names of ours.
  expect(names.filter((name) => !/^AWS::Lambda::Permission\.FunctionName|^AWS::ApiGatewayV2::Stage\.StageName/.test(name)))
    // Labels, which API Gateway wants and which need not be unique.
    .toEqual([expect.stringMatching(/^AWS::ApiGatewayV2::Api\.Name/), expect.stringMatching(/^AWS::ApiGatewayV2::Authorizer\.Name/)]);
});

test('looks nothing up, and the same props give the same template', () => {
  const app = new App();
  const one = new Stack(app, 'Stack');
  new CognitoAuthApi(one, 'Auth');
  const assembly = app.synth();
  expect(assembly.manifest.missing).toBeUndefined();
  expect(assembly.getStackArtifact(one.artifactId).template).toEqual(json);
});

test('brings no custom resource, no nested stack and no function besides those of the contract', () => {
  expect(Object.values<any>(json.Resources).filter(({ Type }) => /^Custom::|CloudFormation::/.test(Type))).toEqual([]);
  expect(Object.keys(auth.functions).sort()).toEqual(Object.values(defaultOperations).map(({ operation }) => operation).sort());
  template.resourceCountIs('AWS::Lambda::Function', Object.keys(auth.functions).length + 1);
});

test('answers where it is and who signs its tokens', () => {
  expect(stack.resolve(auth.apiUrl)).toEqual({ 'Fn::GetAtt': [stack.resolve(auth.httpApi.apiId).Ref, 'ApiEndpoint'] });
  expect(stack.resolve(auth.issuer)).toEqual({ 'Fn::GetAtt': [stack.resolve(auth.userPool.userPoolId).Ref, 'ProviderURL'] });
  expect(auth.userPoolId).toBe(auth.userPool.userPoolId);
  expect(auth.clientId).toBe(auth.apiClient.userPoolClientId);
});

test('gives the same as stack outputs', () => {
  const outputs = Object.entries<any>(json.Outputs).map(([id, { Value }]) => [id.replace(/^Auth|[0-9A-F]{8}$/g, ''), Value]);
  expect(Object.fromEntries(outputs)).toEqual({
    ApiUrl: stack.resolve(auth.apiUrl),
    Issuer: stack.resolve(auth.issuer),
    UserPoolId: stack.resolve(auth.userPoolId),
    ClientId: stack.resolve(auth.clientId),
  });
});

test('outputs: false leaves them out', () => {
  expect(synth({ outputs: false }).template.toJSON().Outputs).toBeUndefined();
});

test('two of them live in one stack', () => {
  const both = new Stack(new App(), 'Stack');
  new CognitoAuthApi(both, 'Customers');
  new CognitoAuthApi(both, 'Staff');
  const made = Template.fromStack(both);
  made.resourceCountIs('AWS::Cognito::UserPool', 2);
  expect(Object.keys(made.toJSON().Resources)).toHaveLength(2 * 112);
});

test('logical IDs do not depend on the stage, so that each environment has the same', () => {
  const staged = new Stack(new Stage(new App(), 'Production'), 'Stack');
  new CognitoAuthApi(staged, 'Auth');
  expect(Object.keys(Template.fromStack(staged).toJSON().Resources)).toEqual(Object.keys(json.Resources));
});

test('means the same with all of CDK\'s recommended feature flags', () => {
  const { template: flagged } = synth(undefined, { context: recommendedFlags });
  expect(Object.keys(flagged.toJSON().Resources)).toEqual(Object.keys(json.Resources));
  for (const type of ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::Cognito::UserPoolClient', 'AWS::Lambda::Function', 'AWS::KMS::Key']) {
    expect(flagged.findResources(type)).toEqual(template.findResources(type));
  }
});
