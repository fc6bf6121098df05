import { Annotations, Aws, Stack } from 'aws-cdk-lib';
import { CfnUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { Settings } from './settings';

/** What a service does that keeps data under a key, each action by its name. */
const ENCRYPT_AND_DECRYPT = [
  'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo',
];

/** The key of the bucket, where the user gives none: only who may use it can read a pending enrolment, whatever a bucket policy says. */
export function makeEncryptionKey(scope: Construct, settings: Settings): Key {
  return new Key(scope, 'EncryptionKey', {
    description: 'Encrypts pending MFA enrolments, QR codes and markers of the auth API',
    enableKeyRotation: true,
    removalPolicy: settings.removalPolicy,
  });
}

/** Lets the services use the user's key that act in their own name. S3 and Secrets Manager use it in the name of whoever calls them. */
export function admitServices(scope: Construct, key: IKey, { userPool }: Settings): void {
  // A pool that is made elsewhere has another key.
  const admitted = userPool ? [logs(scope)] : [logs(scope), cognito()];
  const added = admitted.map((statement) => key.addToResourcePolicy(statement, true).statementAdded);
  if (added.every(Boolean)) return;
  Annotations.of(scope).addWarningV2('cognito-auth-api:importedEncryptionKey', 'encryptionKey is imported, so that its policy cannot be changed from here. '
    + `It must let logs.${Stack.of(scope).region}.amazonaws.com${userPool ? '' : ' and cognito-idp.amazonaws.com'} use the key (${ENCRYPT_AND_DECRYPT.join(', ')}), or the deployment fails.`);
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function logs(scope: Construct): PolicyStatement {
  const { region, partition, urlSuffix } = Stack.of(scope);
  return new PolicyStatement({
    principals: [new ServicePrincipal(`logs.${region}.${urlSuffix}`)],
    actions: ENCRYPT_AND_DECRYPT,
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${Aws.ACCOUNT_ID}:log-group:*` } },
  });
}

/** [M] AWS does not say what Cognito needs: not verified on AWS. The pool itself cannot be named, since it needs the key first. */
function cognito(): PolicyStatement {
  return new PolicyStatement({
    principals: [new ServicePrincipal('cognito-idp.amazonaws.com')],
    actions: ENCRYPT_AND_DECRYPT,
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  });
}

/** The L2 has no word for it. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_KeyConfigurationType.html */
export function encryptPool(pool: UserPool, key: IKey): void {
  (pool.node.defaultChild as CfnUserPool).keyConfiguration = { keyType: 'CUSTOMER_MANAGED_KEY', kmsKeyArn: key.keyArn };
}
