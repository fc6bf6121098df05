import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { awsCallsOf, inputsOf } from '../scripts/aws-calls';
import { routeTables } from '../scripts/route-table';
import { authorizers, operations, triggers, type Operation } from '../src/contract';
import { fullTemplate } from './support/default-stack';
import { everyActionOf } from './support/every-operation';

/**
 * One row of the contract is one handler, one bundle, one test file, one line of the README, one route and one function, under one name; and a
 * role holds just the actions of the signed AWS calls that its handler imports.
 */
const root = resolve(__dirname, '..');
const rows = Object.entries<Operation>(operations);
const names = rows.map(([, { operation }]) => operation).sort();
const filesOf = (folder: string, ending: string) => readdirSync(join(root, folder)).filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length)).sort();

/** S3's client itself carries the sign-in of directory buckets, which ours are not. */
const CARRIED_BY_CLIENTS = ['s3:CreateSession'];

const PREFIX: Record<string, string> = { 'cognito-identity-provider': 'cognito-idp', 's3': 's3', 'secrets-manager': 'secretsmanager' };

/** Every wrapper carries the call that reads the origin's secret, for roles behind CloudFront (cloud-front.test.ts); rows name the client's secret. */
const ofTheWrapper = (operation: string): string[] => inputsOf(operation).includes('lambda/lib/client-secret.ts') ? [] : ['secretsmanager:GetSecretValue'];

/** Every AWS call that is in the bundle of an operation. */
const callsOf = (operation: string): string[] => {
  const calls = awsCallsOf(operation).flatMap(({ client, name }) => PREFIX[client] ? [`${PREFIX[client]}:${name}`] : []);
  return calls.filter((call) => ![...CARRIED_BY_CLIENTS, ...ofTheWrapper(operation)].includes(call)).sort();
};

/** Whether the SDK sends a call without a signature, so that no role could grant it. */
const isUnsigned = (action: string): boolean => {
  const [prefix, operation] = action.split(':');
  const { config } = new CognitoIdentityProviderClient({ region: 'eu-central-1' });
  return prefix === 'cognito-idp'
    && config.httpAuthSchemeProvider({ operation, region: 'eu-central-1' })[0].schemeId === 'smithy.api#noAuth';
};

/** The actions that the template's role of an operation allows, those for its log left out. */
const grantedTo = (operation: string): string[] => {
  const resources = Object.entries<any>(fullTemplate().Resources);
  const [[id, role], ...others] = resources.filter(([logicalId]) => new RegExp(`^Auth${operation.replace(/-/g, '')}Role[0-9A-F]{8}$`).test(logicalId));
  const attached = resources.filter(([, { Type, Properties }]) => Type === 'AWS::IAM::Policy' && Properties.Roles.some(({ Ref }: any) => Ref === id));
  expect([...others, ...attached, ...role.Properties.ManagedPolicyArns ?? []]).toEqual([]);
  return role.Properties.Policies.flatMap((policy: any) => policy.PolicyDocument.Statement)
    .flatMap(({ Action }: any) => [Action].flat()).filter((action: string) => !action.startsWith('logs:')).sort();
};

/** What an S3 action needs besides: to tell a missing object from a forbidden one, and the bucket's key. */
const IMPLIED: Record<string, string[]> = { 's3:GetObject': ['s3:ListBucket', 'kms:Decrypt'], 's3:PutObject': ['kms:GenerateDataKey'] };

test('every row has a handler, and every handler a row', () => {
  expect(filesOf('lambda', '.ts')).toEqual(names);
});

test('every row has a bundle, and every bundle a row, a trigger or an authorizer', () => {
  expect(readdirSync(join(root, 'assets')).sort()).toEqual([...names, ...Object.keys(triggers), ...Object.keys(authorizers)].sort());
});

test('every row has a test file, and every such file a row', () => {
  expect(filesOf('test/operations', '.test.ts')).toEqual(names);
});

test('every trigger has a handler and a test file', () => {
  expect(filesOf('lambda/triggers', '.ts')).toEqual(Object.keys(triggers));
  expect(filesOf('test/triggers', '.test.ts')).toEqual(Object.keys(triggers));
});

test('every authorizer has a handler', () => {
  expect(filesOf('lambda/authorizers', '.ts')).toEqual(Object.keys(authorizers));
});

test('README holds a line for every row (npm run docs writes it)', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  for (const table of Object.values(routeTables())) {
    expect(readme).toContain(table);
  }
});

describe.each(rows)('%s', (routeKey, row) => {
  const { operation, actions, actionsWhere = {} } = row;

  test('is the route that its handler names', () => {
    expect(readFileSync(join(root, 'lambda', `${operation}.ts`), 'utf8')).toContain(`operation<'${routeKey}'>`);
  });

  test('is a route of the template, with a function of its name', () => {
    const resources = Object.values<any>(fullTemplate().Resources);
    expect(resources.filter(({ Type, Properties }) => Type === 'AWS::ApiGatewayV2::Route' && Properties.RouteKey === routeKey)).toHaveLength(1);
    expect(existsSync(join(root, 'assets', operation, 'index.js'))).toBe(true);
  });

  test('declares the actions of the signed calls that its handler imports', () => {
    const signed = callsOf(operation).filter((action) => !isUnsigned(action));
    expect([...new Set([...actions, ...Object.values(actionsWhere).flat()])].sort()).toEqual(signed);
  });

  test('has a role that grants just these, and what they imply', () => {
    const here = everyActionOf(row);
    const implied = new Set(here.flatMap((action) => IMPLIED[action] ?? []));
    expect(grantedTo(operation)).toEqual([...here, ...implied].sort());
  });
});
