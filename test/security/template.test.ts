import { Template } from 'aws-cdk-lib/assertions';
import { Mfa } from 'aws-cdk-lib/aws-cognito';
import { Tracing } from 'aws-cdk-lib/aws-lambda';
import { TokenDelivery, type CognitoAuthApiProps } from '../../src';
import { cookieModeProps } from '../support/cookie-mode';
import { everything } from '../support/everything';
import { synth } from '../support/template';

/** What every stack of ours must keep to, whatever is switched on. */
const stacks: Record<string, CognitoAuthApiProps | undefined> = {
  'the default stack': {},
  'a stack with all that adds functions, roles and secrets': {
    ...cookieModeProps,
    tokenDelivery: TokenDelivery.COOKIE,
    apiKey: {},
    groups: { editors: {} },
    functionProps: { tracing: Tracing.ACTIVE },
  },
  'a stack that sends text messages, to people whose second factor is their choice': {
    mfa: { mode: Mfa.OPTIONAL, sms: true },
    signIn: { phone: true, smsOtp: true, emailOtp: true, passkey: { relyingPartyId: 'example.com' } },
  },
  'a stack with everything': undefined,
};

function templateAndProps(given: CognitoAuthApiProps | undefined): { readonly template: Template; readonly props: CognitoAuthApiProps } {
  if (given) return { template: synth(given).template, props: given };
  const { stack, props } = everything();
  return { template: Template.fromStack(stack), props };
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
}

const list = <T>(value: T | T[]): T[] => [value].flat() as T[];

describe.each(Object.entries(stacks))('%s', (_, given) => {
  const { template, props } = templateAndProps(given);
  const resources = Object.values<any>(template.toJSON().Resources);
  const of = (type: string) => resources.filter(({ Type }) => Type === type);
  const allowed: Statement[] = [
    ...of('AWS::IAM::Role').flatMap(({ Properties }) => Properties.Policies ?? []),
    ...of('AWS::IAM::Policy').map(({ Properties }) => Properties),
  ].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);

  test('grants no action by wildcard', () => {
    expect(allowed.length).toBeGreaterThan(16);
    expect(allowed.filter(({ Action }) => list(Action).some((action) => action.includes('*')))).toEqual([]);
  });

  test('grants nothing on every resource but what X-Ray takes, and text messages, for neither has an ARN', () => {
    const everywhere = allowed.filter(({ Resource }) => list(Resource).includes('*'));
    expect(new Set(everywhere.flatMap(({ Action }) => list(Action)))).toEqual(
      new Set([...props.functionProps?.tracing ? ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] : [], ...props.mfa?.sms ? ['sns:Publish'] : []]));
  });

  test('attaches no managed policy to a role of ours', () => {
    expect(of('AWS::IAM::Role').flatMap(({ Properties }) => Properties.ManagedPolicyArns ?? [])).toEqual([]);
  });

  test('gives each function a role of its own', () => {
    const roles = of('AWS::Lambda::Function').map(({ Properties }) => JSON.stringify(Properties.Role));
    expect(new Set(roles).size).toBe(roles.length);
  });

  test('puts no secret into a function\'s environment', () => {
    const variables = of('AWS::Lambda::Function').flatMap(({ Properties }) => Object.entries(Properties.Environment?.Variables ?? {}));
    expect(variables.filter(([name]) => /SECRET|KEY|PASSWORD/.test(name) && !/_ARN$|_RULES$/.test(name))).toEqual([]);
    expect(JSON.stringify(variables)).not.toMatch(/resolve:secretsmanager|ClientSecret"\]/);
  });

  test('encrypts every bucket, refuses requests without TLS to it, and opens none to the public', () => {
    const policies = of('AWS::S3::BucketPolicy').map(({ Properties }) => Properties);
    for (const { Properties } of of('AWS::S3::Bucket')) {
      expect(Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.SSEAlgorithm).toMatch(/^(aws:kms|AES256)$/);
      expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    }
    expect(policies).toHaveLength(of('AWS::S3::Bucket').length);
    for (const { PolicyDocument } of policies) {
      expect(PolicyDocument.Statement).toContainEqual(expect.objectContaining({
        Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }));
      // Nobody but AWS's own services gets in by a bucket's policy.
      expect(PolicyDocument.Statement.filter(({ Effect, Principal }: Statement) => Effect === 'Allow' && !(Principal as any).Service)).toEqual([]);
    }
  });

  test('keeps pool, secrets, keys, buckets and logs when they leave the stack', () => {
    const types = ['AWS::Cognito::UserPool', 'AWS::SecretsManager::Secret', 'AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::Logs::LogGroup'];
    const kept = resources.filter(({ Type }) => types.includes(Type));
    expect(new Set(kept.map(({ Type }) => Type))).toEqual(new Set(types));
    expect(kept.filter(({ DeletionPolicy, UpdateReplacePolicy }) => DeletionPolicy !== 'Retain' || UpdateReplacePolicy !== 'Retain')).toEqual([]);
  });

  test('keeps logs for a year, which CloudWatch encrypts, and rotates its keys', () => {
    expect(new Set(of('AWS::Logs::LogGroup').map(({ Properties }) => Properties.RetentionInDays))).toEqual(new Set([365]));
    expect(of('AWS::KMS::Key').every(({ Properties }) => Properties.EnableKeyRotation)).toBe(true);
  });
});
