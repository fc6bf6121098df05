import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { makeBundledFunction } from './bundled-function';
import { Environment, Operation, PEOPLE_PREFIX } from './contract';
import { FUNCTION_TIMEOUT } from './defaults';
import { Settings } from './settings';

/** What the operations work on. */
export interface OperationResources {
  readonly userPool: UserPool;
  readonly clientSecret: Secret;
  readonly bucket: Bucket;
  readonly encryptionKey: Key;
}

/** Makes the function of one row of the contract, allowed exactly what the row says that its code calls. */
export function makeOperationFunction(
  scope: Construct & OperationResources, routeKey: string, row: Operation, environment: Environment, settings: Settings,
): NodejsFunction {
  return makeBundledFunction(scope, row.operation, {
    description: `${routeKey}: ${row.summary}`,
    statements: statementsOf(row.actions, scope),
    environment: { ...environment },
    timeout: FUNCTION_TIMEOUT,
    removalPolicy: settings.removalPolicy,
  });
}

/** States each action: the grant methods of keys, secrets and buckets allow more than is used, `kms:ReEncrypt*` for one. */
function statementsOf(actions: readonly string[], { userPool, clientSecret, bucket, encryptionKey }: OperationResources): PolicyStatement[] {
  const of = (service: string) => actions.filter((action) => action.startsWith(`${service}:`));
  const reads = actions.includes('s3:GetObject');
  const writes = actions.includes('s3:PutObject');
  return [
    ...allow(of('cognito-idp'), userPool.userPoolArn),
    ...allow(of('secretsmanager'), clientSecret.secretArn),
    ...allow(of('s3'), bucket.arnForObjects(`${PEOPLE_PREFIX}*`)),
    // Without it S3 answers 403 for an object that is not there, and the handlers must tell "nothing kept" from "not allowed".
    ...allow(reads ? ['s3:ListBucket'] : [], bucket.bucketArn),
    ...allow([...reads ? ['kms:Decrypt'] : [], ...writes ? ['kms:GenerateDataKey'] : []], encryptionKey.keyArn),
  ];
}

function allow(actions: string[], resource: string): PolicyStatement[] {
  return actions.length > 0 ? [new PolicyStatement({ actions, resources: [resource] })] : [];
}
