import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { architecturePage, deployment, functionsOf } from '../../scripts/architecture';
import { awsCallsOf } from '../../scripts/aws-calls';
import { participants, signIn } from '../../scripts/sign-in-sequence';
import { operations, type Operation } from '../../src/contract';
import { defaultTemplate } from '../support/default-stack';

/** docs/architecture.md is what is deployed: read from the template, and held against the contract here. */
const root = resolve(__dirname, '..', '..');
const rows = Object.entries<Operation>(operations);

test('it is fresh (npm run docs writes it)', () => {
  expect(readFileSync(join(root, 'docs', 'architecture.md'), 'utf8') === architecturePage()).toBe(true);
});

test('every route of the default API is there, with its function', () => {
  const byDefault = rows.filter(([, { feature }]) => feature === 'ALWAYS' || feature === 'MFA_REQUIRED');
  expect(functionsOf(defaultTemplate()).map(({ routeKey, operation }) => [routeKey, operation]).sort())
    .toEqual(byDefault.map(([routeKey, { operation }]) => [routeKey, operation]).sort());
});

test('what a function is allowed is what its row says, with the bucket\'s key and list', () => {
  const [login] = functionsOf(defaultTemplate()).filter(({ operation }) => operation === 'login');
  expect(login).toMatchObject({ authorized: false, allowed: { 'AWS::Cognito::UserPool': ['cognito-idp:AdminInitiateAuth'], 'AWS::KMS::Key': ['kms:Decrypt', 'kms:GenerateDataKey'] } });
});

test('a right more in the template shows', () => {
  const template = structuredClone(defaultTemplate());
  const id = Object.keys(template.Resources).find((name) => /^AuthlogoutRole/.test(name))!;
  const pool = Object.keys(template.Resources).find((name) => template.Resources[name].Type === 'AWS::Cognito::UserPool')!;
  expect(deployment(template)).toBe(deployment(defaultTemplate()));
  template.Resources[id].Properties.Policies[0].PolicyDocument.Statement.push({ Action: 'cognito-idp:AdminGetUser', Effect: 'Allow', Resource: { 'Fn::GetAtt': [pool, 'Arn'] } });
  expect(deployment(template)).not.toBe(deployment(defaultTemplate()));
});

describe('the sign-in', () => {
  test('names files that are there, and who takes part', () => {
    expect(signIn.flatMap(({ file }) => file ?? []).filter((file) => !existsSync(join(root, file)))).toEqual([]);
    expect(signIn.flatMap(({ from, to }) => [from, to]).filter((name) => !(name in participants))).toEqual([]);
  });

  test.each([['login', 'login'], ['verify', 'mfa-verify']])('%s makes no AWS call that the bundle of %s has not', (id, operation) => {
    const known = awsCallsOf(operation).map(({ name }) => name);
    const calls = signIn.filter(({ from, to }) => from === id && ['cognito', 'bucket', 'secret'].includes(to)).flatMap(({ what }) => [...what.matchAll(/\b(?:Admin|Get|Put|Delete)\w+/g)].map(([name]) => name));
    expect(calls.length).toBeGreaterThan(1);
    expect(calls.filter((name) => !known.includes(name))).toEqual([]);
  });
});
