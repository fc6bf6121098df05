import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { prices } from '../../scripts/prices';
import { defaultTemplate, fullTemplate } from '../support/default-stack';
import { synthesize } from '../support/synthesize';

/** docs/deploying.md says what stays after cdk destroy: just what the template retains. */
const page = readFileSync(resolve(__dirname, '..', '..', 'docs', 'deploying.md'), 'utf8');
const [, list] = /<!-- retained -->\n([\s\S]*?)<!-- \/retained -->/.exec(page)!;
const rows = list.trim().split('\n').slice(2).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));

const kept = (template: any): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { Type, DeletionPolicy } of Object.values<any>(template.Resources)) {
    if (DeletionPolicy === 'Retain') counts[Type] = (counts[Type] ?? 0) + 1;
  }
  return counts;
};

test('of the default stack all that is retained is listed, with its number', () => {
  expect(Object.fromEntries(rows.map(([type, number]) => [type.replaceAll('`', ''), Number(number)]))).toEqual(kept(defaultTemplate()));
});

test('with every operation no other type is retained', () => {
  expect(Object.keys(kept(fullTemplate())).sort()).toEqual(Object.keys(kept(defaultTemplate())).sort());
});

test('what is not the same when it is made again is not retained', () => {
  const policies = Object.values<any>(fullTemplate().Resources).filter(({ Type }) => ['AWS::Cognito::UserPoolClient', 'AWS::Cognito::UserPoolGroup'].includes(Type))
    .map(({ DeletionPolicy }) => DeletionPolicy);
  expect(policies.length).toBeGreaterThan(1);
  expect(policies.filter((policy) => policy !== undefined)).toEqual([]);
});

test('the pool names a trigger function that goes with the stack', () => {
  const { Resources } = defaultTemplate();
  const [pool] = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::Cognito::UserPool');
  const triggers = Object.values<any>(pool.Properties.LambdaConfig).map((arn) => arn['Fn::GetAtt'][0]);
  expect(triggers.length).toBeGreaterThan(0);
  expect(triggers.filter((id) => Resources[id].DeletionPolicy !== undefined)).toEqual([]);
});

test('no physical name is fixed, so that what is left collides with nothing', () => {
  const names = Object.entries<any>(defaultTemplate().Resources).flatMap(([id, { Properties = {} }]) =>
    ['BucketName', 'FunctionName', 'RoleName', 'LogGroupName', 'UserPoolName'].filter((name) => name in Properties && typeof Properties[name] === 'string').map((name) => `${id}.${name}`));
  expect(names).toEqual([]);
});

test('with RETAIN_ON_UPDATE_OR_DELETE nothing is kept of a first deployment that fails', () => {
  const template = JSON.parse(readFileSync(join(synthesize({ removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }), 'Demo.template.json'), 'utf8'));
  const policies = new Set(Object.values<any>(template.Resources).map(({ DeletionPolicy }) => DeletionPolicy).filter(Boolean));
  expect([...policies]).toEqual(['RetainExceptOnCreate']);
});

test('what the leftovers cost is what the prices say', () => {
  expect(list).toContain(`$${prices.key.amount.toFixed(2)} |`);
  expect(list).toContain(`$${prices.secret.amount.toFixed(2)} |`);
  expect(list).toContain(`$${prices.logsStored.amount} for a GB`);
});
