import { Stack, Token } from 'aws-cdk-lib';
import { IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct, IConstruct } from 'constructs';
import { cognitoIdentity } from './gov-cloud';
import { callOf, refuse } from './refuse';
import { relativeId } from './relative-id';
import { broken, Rule } from './rule';

export const userFilesRules = {
  prefix: {
    path: 'the prefix of grantUserFiles',
    allowed: 'empty, or segments that each end in a slash, such as "private/", without "*", "?" and "$"',
    advice: 'Each person\'s own folder is appended to it; those characters would mean something to IAM.',
    link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html',
  },
} satisfies Record<string, Rule>;

const PREFIX = /^(?:[^/*?$]+\/)*$/;

/** The person's id in the identity pool; IAM puts it in, and no statement applies to whoever has none. */
const ownOf = (scope: IConstruct) => `\${${cognitoIdentity(scope)}:sub}`;

/** As https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_s3_cognito-bucket.html, and what uploads in parts take. */
const OBJECT_ACTIONS = ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'];

/** One policy per bucket and prefix, attached to every role that someone who is signed in can get. */
export class UserFiles {
  private readonly policies = new Map<string, Policy>();

  constructor(private readonly scope: Construct) {}

  grant(bucket: IBucket, prefix: string, roles: IRole[]): Policy {
    if (!Token.isUnresolved(prefix) && !PREFIX.test(prefix)) {
      refuse([broken(userFilesRules.prefix, prefix)], 'InvalidArgumentError', callOf(this.scope, 'grantUserFiles'));
    }
    const id = `${relativeId(this.scope, bucket)}:${Token.isUnresolved(prefix) ? 'Prefix' : prefix}`;
    const made = this.policies.get(id);
    if (made) return made;
    const folder = this.scope.node.tryFindChild('UserFiles') as Construct | undefined ?? new Construct(this.scope, 'UserFiles');
    const policy = new Policy(folder, id, { roles, statements: statementsOf(bucket, `${prefix}${ownOf(this.scope)}/`) });
    this.policies.set(id, policy);
    return policy;
  }

  /** Gives a role that came later what the others have. */
  attachTo(role: IRole): void {
    for (const policy of this.policies.values()) policy.attachToRole(role);
  }
}

function statementsOf(bucket: IBucket, own: string): PolicyStatement[] {
  const { encryptionKey, bucketArn } = bucket;
  const { region, urlSuffix } = Stack.of(bucket);
  return [
    new PolicyStatement({ actions: OBJECT_ACTIONS, resources: [bucket.arnForObjects(`${own}*`)] }),
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucketArn], conditions: { StringLike: { 's3:prefix': [own, `${own}*`] } } }),
    ...encryptionKey ? [new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [encryptionKey.keyArn],
      // For objects that S3 has let the person at, and for nothing else.
      conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.${urlSuffix}` } },
    })] : [],
  ];
}
