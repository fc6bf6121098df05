import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import {
  App, Aspects, CfnParameter, CfnResource, DefaultStackSynthesizer, Duration, NestedStack, PermissionsBoundary, RemovalPolicy, Stack, Stage, Tags,
  Validations,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnUserPool, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnLogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { propLocks, resourceLocks } from '../../examples/platform-team/src/locks';
import { CognitoAuthApi, Preset, type CognitoAuthApiProps } from '../../src';
import { everyOperation } from '../support/every-operation';
import { everything } from '../support/everything';
import { synthesizeExample } from '../support/example';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { only } from '../support/template';
import { AcmeAuthApi, AcmeAuthDefaults } from '@acme/auth-api';

const operations = { include: ['userinfo'] };
const stackIn = (app: Construct = new App()) => new Stack(app, 'Shop');
const injected = () => stackIn(new App({ propertyInjectors: [new AcmeAuthDefaults()] }));
const poolOf = (stack: Stack) => only(Template.fromStack(stack), 'AWS::Cognito::UserPool');

/** Both ways to Acme's auth API. */
const ways: [string, (props?: CognitoAuthApiProps) => { stack: Stack; auth: CognitoAuthApi }][] = [
  ['the subclass', (props) => {
    const stack = stackIn();
    return { stack, auth: new AcmeAuthApi(stack, 'Auth', props) };
  }],
  ['the injector', (props) => {
    const stack = injected();
    return { stack, auth: new CognitoAuthApi(stack, 'Auth', props) };
  }],
];

describe.each(ways)('%s', (_, make) => {
  test('gives the company\'s defaults, and a team\'s props go before them, member by member', () => {
    const { stack } = make({ operations });
    expect(poolOf(stack).Policies.PasswordPolicy).toMatchObject({ MinimumLength: 16, RequireSymbols: true });
    Template.fromStack(stack).allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 731 });

    const changed = make({ operations, passwordPolicy: { passwordHistorySize: 5 }, tokens: { refresh: Duration.hours(8) } }).stack;
    expect(poolOf(changed).Policies.PasswordPolicy).toMatchObject({ MinimumLength: 16, PasswordHistorySize: 5 });
    expect(only(Template.fromStack(changed), 'AWS::Cognito::UserPoolClient')).toMatchObject({ AccessTokenValidity: 30, RefreshTokenValidity: 480 });
  });

  test('refuses everything that is locked at once, says what is allowed and whom to ask', () => {
    expect(() => make({
      passwordPolicy: { minLength: 8, requireSymbols: false },
      mfa: { mode: Mfa.OPTIONAL },
      deletionProtection: false,
      removalPolicy: RemovalPolicy.DESTROY,
      logRetention: RetentionDays.ONE_WEEK,
      functionProps: { logRetention: RetentionDays.ONE_DAY },
      preset: Preset.DEVELOPMENT,
      userPool: UserPool.fromUserPoolId(stackIn(), 'Theirs', 'eu-central-1_abc'),
    })).toThrow(`Acme has locked what the auth API "Shop/Auth" is given:
  - passwordPolicy.minLength must be at least 16, but is 8.
  - passwordPolicy.requireSymbols must be true, but is false.
  - mfa.mode must be REQUIRED, but is "OPTIONAL".
  - deletionProtection must be true, but is false.
  - removalPolicy must be "retain" or "retain-on-update-or-delete", but is "destroy".
  - logRetention must be at least 365 days, but is 7.
  - functionProps.logRetention must be at least 365 days, but is 1.
  - preset must be PRODUCTION, whose defaults keep what people entrust to us, but is "DEVELOPMENT".
  - userPool must be left out, so that the pool is made here, but is "Shop/Theirs".
Ask the identity platform team (#identity-platform) for an exception.`);
  });

  test('takes what is stricter', () => {
    const { stack } = make({
      operations, passwordPolicy: { minLength: 30 }, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, logRetention: RetentionDays.INFINITE,
      mfa: { mode: Mfa.REQUIRED, passkey: true }, signIn: { passkey: { relyingPartyId: 'acme.example' } },
    });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('finds nothing in a stack with every operation', () => {
    expect(() => Template.fromStack(make(everyOperation).stack)).not.toThrow();
  });

  test.each<[string, (auth: CognitoAuthApi) => void, string]>([
    ['a property of the L1', (auth) => { (auth.userPool.node.defaultChild as CfnUserPool).deletionProtection = 'INACTIVE'; },
      'Properties.DeletionProtection must be ACTIVE, but is "INACTIVE"'],
    ['addPropertyOverride', (auth) => (auth.userPool.node.defaultChild as CfnUserPool).addPropertyOverride('Policies.PasswordPolicy.MinimumLength', 6),
      'Properties.Policies.PasswordPolicy.MinimumLength must be at least 16, but is 6'],
    ['addPropertyDeletionOverride', (auth) => (auth.userPool.node.defaultChild as CfnUserPool).addPropertyDeletionOverride('MfaConfiguration'),
      'Properties.MfaConfiguration must be ON, but is left out'],
    ['applyRemovalPolicy', (auth) => auth.userPool.applyRemovalPolicy(RemovalPolicy.DESTROY), 'DeletionPolicy must be Retain or RetainExceptOnCreate, but is "Delete"'],
    ['an aspect', (auth) => Aspects.of(Stack.of(auth)).add({
      visit: (node) => { if (node instanceof CfnLogGroup) node.retentionInDays = 1; },
    }), 'Properties.RetentionInDays must be at least 365, or left out, but is 1'],
  ])('fails the synth where %s opens a lock, acknowledged or not', (__, open, message) => {
    const { stack, auth } = make({ operations });
    open(auth);
    for (const { type, property } of resourceLocks) {
      Validations.of(stack).acknowledge({ id: `AcmeAuthGuardrails::Acme-${property.split('.').pop()}`, reason: `The team's own ${type}` });
    }
    expect(() => Template.fromStack(stack)).toThrow(message);
    expect(() => Template.fromStack(stack)).toThrow('#identity-platform');
  });

  test('fails where a value is only known when deploying, which nobody could check', () => {
    const { stack, auth } = make({ operations });
    const { valueAsNumber } = new CfnParameter(stack, 'Days', { type: 'Number' });
    (auth.accessLogGroup!.node.defaultChild as CfnLogGroup).retentionInDays = valueAsNumber;
    expect(() => Template.fromStack(stack)).toThrow('Properties.RetentionInDays must be at least 365, or left out, but is {"Ref":"Days"}');
  });
});

test('both ways make the same template, and the logical IDs of CognitoAuthApi itself: who comes over keeps the user pool', () => {
  const [subclass, injector] = ways.map(([, make]) => Template.fromStack(make({ operations }).stack).toJSON());
  expect(injector).toEqual(subclass);
  const plain = stackIn();
  new CognitoAuthApi(plain, 'Auth', { operations });
  expect(Object.keys(subclass.Resources)).toEqual(Object.keys(Template.fromStack(plain).toJSON().Resources));
});

test('the subclass is guarded against an injector that opens what it has closed', () => {
  const stack = stackIn(new App({
    propertyInjectors: [{
      constructUniqueId: CognitoAuthApi.PROPERTY_INJECTION_ID,
      inject: (props: CognitoAuthApiProps) => ({ ...props, deletionProtection: false }),
    }],
  }));
  new AcmeAuthApi(stack, 'Auth', { operations });
  expect(() => Template.fromStack(stack)).toThrow('DeletionProtection must be ACTIVE');
});

test('with every feature in a stage, with a bootstrap, a boundary and tags of the company, the locks find nothing and the IDs stay', () => {
  const app = new App({ context: { [DISABLE_ASSET_STAGING_CONTEXT]: true } });
  const stage = new Stage(app, 'Prod', { permissionsBoundary: PermissionsBoundary.fromName('acme-developers') });
  const stack = new Stack(stage, 'Shop', { synthesizer: new DefaultStackSynthesizer({ qualifier: 'acme' }) });
  Tags.of(stage).add('cost-centre', '4711');
  everything(app, stack, AcmeAuthApi);
  const template = Template.fromStack(stack);
  template.allResourcesProperties('AWS::Cognito::UserPool', { UserPoolTags: { 'cost-centre': '4711' } });
  template.allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: Match.anyValue() });
  template.allResourcesProperties('AWS::Lambda::Function', { Code: { S3Bucket: { 'Fn::Sub': 'cdk-acme-assets-${AWS::AccountId}-${AWS::Region}' } } });

  const plain = stackIn(new App({ context: { [DISABLE_ASSET_STAGING_CONTEXT]: true } }));
  everything(undefined, plain);
  const idsOf = (made: Template) => Object.entries(made.toJSON().Resources).filter(([, { Type }]: any) => Type !== 'AWS::Lambda::Permission').map(([id]) => id);
  expect(idsOf(template)).toEqual(idsOf(Template.fromStack(plain)));
});

test('the locks hold in stages and nested stacks, and each violation is told once', () => {
  const app = new App();
  const stage = new Stage(app, 'Prod');
  const stack = stackIn(stage);
  const elsewhere = new Stack(stage, 'Elsewhere', { env: { region: 'eu-west-1' } });
  const auths = [new AcmeAuthApi(new NestedStack(stack, 'Nested'), 'Auth', { operations }), new AcmeAuthApi(elsewhere, 'Auth', { operations })];
  const open = () => auths.forEach(({ userPool }) => { (userPool.node.defaultChild as CfnUserPool).deletionProtection = 'INACTIVE'; });
  open();
  let message = '';
  try {
    app.synth();
  } catch (error) {
    message = (error as Error).message;
  }
  for (const path of ['Prod/Shop/Nested/Auth/UserPool', 'Prod/Elsewhere/Auth/UserPool']) {
    expect(message.split(path)).toHaveLength(2);
  }
});

test('they hold wherever the assembly is written, by a relative path as well', () => {
  const outdir = relative(process.cwd(), mkdtempSync(join(tmpdir(), 'platform-team-')));
  const app = new App({ outdir });
  const auth = new AcmeAuthApi(new NestedStack(stackIn(app), 'Nested'), 'Auth', { operations });
  auth.userPool.applyRemovalPolicy(RemovalPolicy.DESTROY);
  expect(() => app.synth()).toThrow('DeletionPolicy must be Retain or RetainExceptOnCreate, but is "Delete"');
  rmSync(outdir, { recursive: true, force: true });
});

test('other resources of the app are nobody\'s business', () => {
  const stack = stackIn();
  new AcmeAuthApi(stack, 'Auth', { operations });
  new CfnResource(stack, 'Theirs', { type: 'AWS::Logs::LogGroup', properties: { RetentionInDays: 1 } });
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('what is locked as a prop is locked in the template', () => {
  expect(propLocks.map(({ prop }) => prop)).toEqual([
    'passwordPolicy.minLength', 'passwordPolicy.requireLowercase', 'passwordPolicy.requireUppercase', 'passwordPolicy.requireDigits',
    'passwordPolicy.requireSymbols', 'mfa.mode', 'deletionProtection', 'removalPolicy', 'logRetention', 'functionProps.logRetention', 'preset', 'userPool',
  ]);
  expect([...new Set(resourceLocks.map(({ property }) => property.split('.').pop()))]).toEqual([
    'MinimumLength', 'RequireLowercase', 'RequireUppercase', 'RequireNumbers', 'RequireSymbols', 'MfaConfiguration', 'DeletionProtection',
    'RetentionInDays', 'DeletionPolicy', 'UpdateReplacePolicy',
  ]);
});

describe('the package', () => {
  const folder = resolve(__dirname, '..', '..', 'examples', 'platform-team');
  const read = (...path: string[]) => JSON.parse(readFileSync(join(folder, ...path), 'utf8'));

  test('asks its users for CDK in the versions that cognito-auth-api asks for', () => {
    const root = JSON.parse(readFileSync(resolve(folder, '..', '..', 'package.json'), 'utf8'));
    expect(read('package.json').peerDependencies).toEqual({ ...root.peerDependencies, 'cognito-auth-api': '*' });
  });
});

describe.each([['consumer', 'Shop'], ['existing-consumer', 'Newsletter']])('%s', (name, stackName) => {
  let outdir: string;
  let api: LocalApi;
  beforeAll(async () => {
    outdir = synthesizeExample(`platform-team/${name}`);
    api = await LocalApi.start(outdir);
  });
  afterAll(async () => {
    await api?.stop();
    rmSync(outdir, { recursive: true, force: true });
  });

  test('has the company\'s defaults', () => {
    const template = JSON.parse(readFileSync(join(outdir, `${stackName}.template.json`), 'utf8'));
    const logGroups = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::Logs::LogGroup');
    expect(logGroups.length).toBeGreaterThan(10);
    expect(logGroups.every(({ Properties }) => Properties.RetentionInDays === 731)).toBe(true);
  });

  test('offline, a person enrols and signs in by its rules', async () => {
    const ada = new Person(api);
    ada.password = 'Tr0ubled&Waters-9-deep';
    await ada.enrol();
    const { status, body } = await ada.signIn();
    expect(status).toBe(200);
    expect(body).toMatchObject({ access_token: expect.any(String), expires_in: 1800 });
    expect(await api.call('GET /v1/userinfo', undefined, bearer(body.access_token))).toMatchObject({ status: 200, body: { email: ada.email } });
  });
});
