import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  App, CfnOutput, CfnResource, CliCredentialsStackSynthesizer, DefaultStackSynthesizer, NestedStack, PermissionsBoundary, Stack, Stage, TagManager,
  Tags, type AppProps, type StackProps,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ManagedPolicy, PermissionsBoundary as IamPermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';
import { CognitoAuthApi } from '../src';
import { everything } from './support/everything';
import { literalPlaces, regionsIn } from './support/literal-places';

/** Where platform teams put the construct, with every feature at once: what one place breaks, no other test would see. */
const newApp = ({ context, ...props }: AppProps = {}) => new App({ ...props, context: { [DISABLE_ASSET_STAGING_CONTEXT]: true, ...context } });

function everythingIn(stackProps?: StackProps, app = newApp()) {
  const made = everything(app, new Stack(app, 'Stack', stackProps));
  return { ...made, template: Template.fromStack(made.stack).toJSON() };
}

const resourcesOf = (template: any, type: string) =>
  Object.entries<any>(template.Resources).filter(([, { Type }]) => Type === type).map(([id, { Properties }]) => ({ id, Properties }));
/** Those of permissions left out: CDK's integrations name theirs after the whole path, and nothing is lost where one is made anew. */
const idsOf = (template: any) => Object.keys(template.Resources).filter((id) => template.Resources[id].Type !== 'AWS::Lambda::Permission').sort();

const agnostic = everythingIn();

describe('without an environment', () => {
  /** Names that are the same in every partition; what CDK's own constructs write is theirs. */
  const universal: [RegExp, string][] = [
    [/\/Principal\/Service: (?:lambda|cognito-idp|logging\.s3)\.amazonaws\.com$/, 'service principals: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    [/\/Properties\/Principal: (?:apigateway|cognito-idp)\.amazonaws\.com$/, 'the same, of a function\'s policy'],
    [/cognito-identity\.amazonaws\.com(?:$|:aud$|:amr$|:sub\})/, 'identity pools: GovCloud\'s differ, and need the region, for they are keys'],
    [/^Resources\/Key\w+\/Properties\/KeyPolicy\/Statement\/\d\/Condition\/StringEquals\/kms:ViaService\/Fn::Join\/1\/2: \.amazonaws\.com$/, 'written by CDK\'s Secret'],
  ];

  test('no template names a region, a partition or its suffix, but for names that are the same everywhere', () => {
    const places = literalPlaces(agnostic.template);
    expect(places.length).toBeGreaterThan(100);
    expect(places.filter((place) => !universal.some(([known]) => known.test(place)))).toEqual([]);
    expect(universal.filter(([known]) => !places.some((place) => known.test(place))).map(([, what]) => what)).toEqual([]);
  });

  test('no handler does', () => {
    const root = resolve(__dirname, '..');
    const files = ['lambda', 'runtime'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(root, folder, file)))
      .filter((file) => file.endsWith('.ts'));
    const code = (file: string) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    expect(files.length).toBeGreaterThan(60);
    expect(files.flatMap((file) => literalPlaces(code(file), [file]).map((place) => place.split(':')[0]))).toEqual([]);
  });

  test('finds what it looks for', () => {
    expect(literalPlaces({ a: ['arn:aws:s3:::b', 'arn:aws-cn:s3:::b'], b: { 'x.amazonaws.com:aud': 1 }, c: 'in us-gov-east-1', d: 'one-two-3', e: 1, f: null })).toEqual([
      'a/0: arn:aws:s3:::b', 'a/1: arn:aws-cn:s3:::b', 'b/the key: x.amazonaws.com:aud', 'c: in us-gov-east-1',
    ]);
  });
});

describe('in a region', () => {
  const account = '123456789012';
  const inRegion = (region: string) => everythingIn({ env: { account, region } });
  const first = inRegion('eu-central-1');
  const withoutRegion = (template: unknown, region: string) => JSON.parse(JSON.stringify(template).replaceAll(region, 'REGION'));

  test.each(['us-west-2', 'ap-southeast-2', 'sa-east-1'])('%s: the template is that of eu-central-1, but for the region', (region) => {
    const { template } = inRegion(region);
    expect(regionsIn(template)).toEqual([region]);
    expect(withoutRegion(template, region)).toEqual(withoutRegion(first.template, 'eu-central-1'));
  });

  test('us-east-1: the resources are those of eu-central-1, and CloudFront\'s web ACL', () => {
    const { template } = inRegion('us-east-1');
    expect(regionsIn(template)).toEqual(['us-east-1']);
    const [webAcl, ...others] = resourcesOf(template, 'AWS::WAFv2::WebACL').map(({ id }) => id);
    expect(others).toEqual([]);
    expect(idsOf(template).filter((id) => id !== webAcl)).toEqual(idsOf(first.template));
  });

  test.each(['us-gov-west-1', 'us-gov-east-1', 'cn-north-1'])('%s: no region but this one, and no partition but its own', (region) => {
    const { template } = inRegion(region);
    expect(regionsIn(template)).toEqual([region]);
    expect(literalPlaces(template).filter((place) => place.includes('arn:'))).toEqual([]);
    expect(idsOf(template)).toEqual(idsOf(first.template));
  });

  // https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
  test.each([
    ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com', 'auth-fips'],
    ['us-gov-east-1', 'cognito-identity.us-gov-east-1.amazonaws.com', 'auth-fips'],
    ['eu-west-1', 'cognito-identity.amazonaws.com', 'auth'],
  ])('%s: roles trust identity pools as they are called there, and Cognito\'s domain has its address', (region, identity, label) => {
    const { template, stack } = inRegion(region);
    const trusts = resourcesOf(template, 'AWS::IAM::Role').map(({ Properties }) => Properties.AssumeRolePolicyDocument.Statement[0]).filter(({ Principal }) => Principal.Federated);
    expect(trusts).toHaveLength(3);
    for (const { Principal, Condition } of trusts) {
      expect(Principal.Federated).toBe(identity);
      expect([Condition.StringEquals, Condition['ForAnyValue:StringLike']].map((keys) => Object.keys(keys))).toEqual([[`${identity}:aud`], [`${identity}:amr`]]);
    }
    expect(JSON.stringify(resourcesOf(template, 'AWS::IAM::Policy'))).toContain(`private/\${${identity}:sub}/`);
    const withPrefix = new CognitoAuthApi(stack, 'WithPrefix', { domain: { prefix: 'harbour' }, operations: { include: ['userinfo'] } });
    expect(withPrefix.domainUrl).toBe(`https://harbour.${label}.${region}.amazoncognito.com`);
  });
});

describe('in a Stage', () => {
  const stageApp = newApp();
  const stage = new Stage(stageApp, 'Prod', { env: { account: '123456789012', region: 'eu-central-1' } });
  const { stack } = everything(stageApp, new Stack(stage, 'Accounts'));

  test('it synthesizes, with the logical IDs that it has outside', () => {
    const [artifact] = stageApp.synth().getNestedAssembly('assembly-Prod').stacks;
    expect(artifact.stackName).toBe('Prod-Accounts');
    expect(idsOf(artifact.template)).toEqual(idsOf(agnostic.template));
    expect(Template.fromStack(stack).toJSON()).toEqual(artifact.template);
  });
});

describe('in a NestedStack', () => {
  const nestedApp = newApp();
  const parent = new Stack(nestedApp, 'Parent');
  const { stack: nested, auth } = everything(nestedApp, new NestedStack(parent, 'Accounts'));

  test('it synthesizes, with the logical IDs that it has outside, and its values reach the parent', () => {
    new CfnOutput(parent, 'Pool', { value: auth.userPoolId });
    new CfnOutput(parent, 'Url', { value: auth.domainUrl! });
    const template = Template.fromStack(nested).toJSON();
    expect(idsOf(template)).toEqual(idsOf(agnostic.template));
    const parentTemplate = Template.fromStack(parent).toJSON();
    expect(parentTemplate.Outputs.Pool.Value['Fn::GetAtt'][1]).toMatch(/^Outputs\.\w+Ref$/);
    expect(Object.keys(parentTemplate.Resources)).toHaveLength(1);
  });
});

describe('with a bootstrap of the company\'s own', () => {
  const bucketsOf = (template: any) => [...new Set(resourcesOf(template, 'AWS::Lambda::Function').map(({ Properties }) => JSON.stringify(Properties.Code.S3Bucket)))];

  test('a qualifier and a bucket are where every asset goes', () => {
    const synthesizer = new DefaultStackSynthesizer({ qualifier: 'acme', fileAssetsBucketName: 'acme-assets-${AWS::AccountId}-${AWS::Region}', bucketPrefix: 'auth/' });
    const { template } = everythingIn({ synthesizer });
    expect(bucketsOf(template)).toEqual([JSON.stringify({ 'Fn::Sub': 'acme-assets-${AWS::AccountId}-${AWS::Region}' })]);
    expect(resourcesOf(template, 'AWS::Lambda::Function').every(({ Properties }) => Properties.Code.S3Key.startsWith('auth/'))).toBe(true);
    expect(template.Parameters.BootstrapVersion.Default).toBe('/cdk-bootstrap/acme/version');
    expect(JSON.stringify(template)).not.toContain('hnb659fds');
  });

  test('the qualifier of the context is taken, too', () => {
    const { template } = everythingIn(undefined, newApp({ context: { '@aws-cdk/core:bootstrapQualifier': 'acme' } }));
    expect(bucketsOf(template)).toEqual([JSON.stringify({ 'Fn::Sub': 'cdk-acme-assets-${AWS::AccountId}-${AWS::Region}' })]);
  });

  test('a synthesizer that uses the credentials of the command line needs no bootstrap version', () => {
    const { template } = everythingIn({ synthesizer: new CliCredentialsStackSynthesizer({ fileAssetsBucketName: 'acme-assets' }) });
    expect(bucketsOf(template)).toEqual([JSON.stringify('acme-assets')]);
    expect(template.Parameters).toBeUndefined();
    expect(idsOf(template)).toEqual(idsOf(agnostic.template));
  });
});

describe('a permissions boundary is on every role', () => {
  const arn = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, `:policy/${name}`]] });
  const boundaries = (template: any) => resourcesOf(template, 'AWS::IAM::Role').map(({ Properties }) => Properties.PermissionsBoundary);

  test('by PermissionsBoundary.of', () => {
    const stack = new Stack(newApp(), 'Stack');
    everything(undefined, stack);
    IamPermissionsBoundary.of(stack).apply(ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'developers'));
    const found = boundaries(Template.fromStack(stack).toJSON());
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter((boundary) => JSON.stringify(boundary) !== JSON.stringify(arn('developers')))).toEqual([]);
  });

  test('by the context, and by the stack', () => {
    const byContext = everythingIn(undefined, newApp({ context: { '@aws-cdk/core:permissionsBoundary': { name: 'developers' } } }));
    const byStack = everythingIn({ permissionsBoundary: PermissionsBoundary.fromName('developers') });
    for (const { template } of [byContext, byStack]) {
      expect(boundaries(template).every((boundary) => JSON.stringify(boundary).includes(':policy/developers'))).toBe(true);
    }
  });
});

describe('tags', () => {
  const { stack, template } = (() => {
    const app = newApp();
    const made = everything(app, new Stack(app, 'Stack'));
    Tags.of(made.stack).add('team', 'identity');
    return { ...made, template: Template.fromStack(made.stack).toJSON() };
  })();
  const resources = stack.node.findAll().filter((one): one is CfnResource => CfnResource.isCfnResource(one));
  const tagsOf = (resource: CfnResource) =>
    TagManager.isTaggable(resource) ? resource.tags : TagManager.isTaggableV2(resource) ? resource.cdkTagManager : undefined;

  test('are on every resource that CDK can tag', () => {
    const taggable = resources.filter(tagsOf);
    expect(taggable.length).toBeGreaterThan(150);
    const missing = taggable.filter((resource) => {
      const { Properties } = template.Resources[stack.resolve(resource.logicalId)];
      const name = tagsOf(resource)!.tagPropertyName;
      const tags = Properties[name[0].toUpperCase() + name.slice(1)];
      return Array.isArray(tags) ? !tags.some(({ Key, Value }: any) => Key === 'team' && Value === 'identity') : tags?.team !== 'identity';
    });
    expect(missing.map(({ node, cfnResourceType }) => `${cfnResourceType} ${node.path}`)).toEqual([]);
  });

  test('of what cannot be tagged, every type is known', () => {
    expect([...new Set(resources.filter((resource) => !tagsOf(resource)).map(({ cfnResourceType }) => cfnResourceType))].sort()).toEqual([
      'AWS::ApiGatewayV2::ApiMapping', 'AWS::ApiGatewayV2::Authorizer', 'AWS::ApiGatewayV2::Integration', 'AWS::ApiGatewayV2::Route',
      'AWS::Cognito::IdentityPoolRoleAttachment', 'AWS::Cognito::ManagedLoginBranding', 'AWS::Cognito::Terms', 'AWS::Cognito::UserPoolClient',
      'AWS::Cognito::UserPoolDomain', 'AWS::Cognito::UserPoolGroup', 'AWS::Cognito::UserPoolIdentityProvider',
      'AWS::Cognito::UserPoolResourceServer', 'AWS::Cognito::UserPoolSessionConfigurationAttachment', 'AWS::IAM::Policy',
      'AWS::Lambda::Permission', 'AWS::Route53::RecordSet', 'AWS::S3::BucketPolicy', 'AWS::WAFv2::WebACLAssociation',
    ]);
  });
});
