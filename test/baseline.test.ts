import { resolve } from 'node:path';
import { StringAttribute } from 'aws-cdk-lib/aws-cognito';
import { synth } from './support/template';
import { lockedStacks, stackNames, type Resources } from './support/templates';
import { replaced } from '../scripts/release/replaced';
import { holding, readStackBaseline } from '../scripts/release/stack-baseline';

/** Who has deployed the last release keeps what is in it: against what `npm run prepare-release` kept of it in test/baseline. */
const { stacks } = readStackBaseline(resolve(__dirname, '..'));

describe.each(stackNames)('%s', (name) => {
  let now: Resources;
  beforeAll(() => { now = holding(lockedStacks[name]()); }, 120_000);

  test('replaces, renames and gives away nothing that the last release made', () => {
    expect(Object.keys(stacks[name]).length).toBeGreaterThan(10);
    expect(replaced(stacks[name], now)).toEqual([]);
  });

  test('is compared as a whole: each resource of the last release, renamed, is missed', () => {
    for (const id of Object.keys(stacks[name])) {
      const { [id]: gone, ...others } = now;
      expect(replaced(stacks[name], { ...others, [`${id}2`]: gone })).toEqual([expect.stringMatching(new RegExp(`^\\w+ ${id} is gone`))]);
    }
  });
});

describe('what a failure says', () => {
  const kept = stacks['the stack with everything'];
  const idOf = (type: string) => Object.keys(kept).find((id) => kept[id].Type === type)!;
  const changed = (type: string, properties: object, rest: object = {}): Resources => {
    const id = idOf(type);
    return { ...kept, [id]: { ...kept[id], Properties: { ...kept[id].Properties, ...properties }, ...rest } };
  };

  test('a changed attribute of the pool\'s schema, and a new one that is required, are what Cognito refuses', () => {
    const pool = kept[idOf('AWS::Cognito::UserPool')];
    const [attribute, ...others] = pool.Properties!.Schema as { Name: string; Mutable: boolean }[];
    const loss = '. Users of a deployed stack would lose every account: all people would have to register again. '
      + 'A breaking change: see VERSIONING.md';
    expect(replaced(kept, changed('AWS::Cognito::UserPool', { Schema: [{ ...attribute, Mutable: !attribute.Mutable }, ...others] })))
      .toEqual([`UserPool ${idOf('AWS::Cognito::UserPool')} has a changed attribute ${attribute.Name} in its Schema, which Cognito refuses${loss}`]);
    expect(replaced(kept, changed('AWS::Cognito::UserPool', { Schema: [attribute, ...others, { Name: 'family_name', Required: true }] })))
      .toEqual([`UserPool ${idOf('AWS::Cognito::UserPool')} has a new required attribute family_name in its Schema, which Cognito refuses${loss}`]);
    expect(replaced(kept, changed('AWS::Cognito::UserPool', { Schema: [attribute, ...others, { Name: 'team', Mutable: true }] }))).toEqual([]);
  });

  test('the same for props: an attribute of one\'s own that can no longer be changed', () => {
    const made = (mutable: boolean) => holding(synth({ customAttributes: { tenant: new StringAttribute({ mutable }) } }).template.toJSON().Resources);
    expect(replaced(made(true), made(true))).toEqual([]);
    expect(replaced(made(true), made(false)))
      .toEqual([expect.stringMatching(/^UserPool AuthUserPool\w+ has a changed attribute tenant in its Schema/)]);
  });

  test.each<[string, object, RegExp]>([
    ['AWS::Cognito::UserPool', { UsernameAttributes: ['phone_number'] }, /^UserPool \w+ has another UsernameAttributes, which its service refuses/],
    ['AWS::Cognito::UserPool', { UsernameConfiguration: { CaseSensitive: true } }, /^UserPool \w+ has another UsernameConfiguration/],
    ['AWS::Cognito::UserPool', { DeletionProtection: 'INACTIVE' }, /^UserPool \w+ would no longer be protected from deletion/],
    ['AWS::Cognito::UserPoolClient', { GenerateSecret: 'other' }, /^UserPoolClient \w+ would be replaced, since its GenerateSecret/],
    ['AWS::Cognito::UserPoolDomain', { Domain: 'other' }, /^UserPoolDomain \w+ would be replaced, since its Domain changes/],
    ['AWS::KMS::Key', { KeySpec: 'RSA_2048' }, /^Key \w+ has another KeySpec/],
    ['AWS::S3::Bucket', { BucketName: 'a-name' }, /^Bucket \w+ would be replaced, since its BucketName changes/],
    ['AWS::SecretsManager::Secret', { Name: 'a-name' }, /^Secret \w+ would be replaced, since its Name changes/],
    ['AWS::Logs::LogGroup', { LogGroupName: '/a/name' }, /^LogGroup \w+ would be replaced, since its LogGroupName changes/],
  ])('%s with %j', (type, properties, message) => {
    expect(replaced(kept, changed(type, properties))).toEqual([expect.stringMatching(message)]);
  });

  test('what stays behind after a deletion has to stay', () => {
    expect(replaced(kept, changed('AWS::KMS::Key', {}, { DeletionPolicy: 'Delete', UpdateReplacePolicy: undefined }))).toEqual([
      expect.stringMatching(/^Key \w+ would no longer stay, since its DeletionPolicy is Delete now/),
      expect.stringMatching(/^Key \w+ would no longer stay, since its UpdateReplacePolicy is Delete now/),
    ]);
  });

  test('a resource that became another one is named with both', () => {
    expect(replaced(kept, changed('AWS::KMS::Key', {}, { Type: 'AWS::KMS::ReplicaKey' })))
      .toEqual([expect.stringMatching(/^Key \w+ is of the type AWS::KMS::ReplicaKey now/)]);
  });

  test('what can change in place is no loss, nor is what is new', () => {
    expect(replaced(kept, changed('AWS::Cognito::UserPool', { UserPoolName: 'people' }))).toEqual([]);
    expect(replaced(kept, { ...kept, AuthMore1: { Type: 'AWS::S3::Bucket' } })).toEqual([]);
  });
});
