import { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { makeBundledFunction } from './bundled-function';
import { Environment, Operation, PEOPLE_PREFIX } from './contract';
import { EnabledOperation } from './enabled-operations';
import { operationFunctionSettings } from './function-settings';
import { Settings } from './settings';

/** What the operations work on. */
export interface OperationResources {
  readonly userPool: IUserPool;
  /** These three are there where an operation uses them. */
  readonly clientSecret?: Secret;
  readonly bucket?: Bucket;
  readonly encryptionKey?: IKey;
  /** What requests carry that came through the CloudFront distribution, where there is one. */
  readonly originSecret?: Secret;
}

/** Makes the function of one row of the contract, allowed exactly what the row says that its code calls. */
export function makeOperationFunction(
  scope: Construct & OperationResources, { routeKey, row }: EnabledOperation, environment: Partial<Environment>, settings: Settings,
): NodejsFunction {
  const { environment: additions, ...options } = operationFunctionSettings(scope, settings, row.operation);
  return makeBundledFunction(scope, row.operation, {
    ...options,
    description: `${routeKey}: ${row.summary}`,
    statements: statementsOf(row, scope),
    environment: { ...additions, ...environment },
    removalPolicy: settings.removalPolicy,
  });
}

/** States each action: the grant methods of keys, secrets and buckets allow more than is used, `kms:ReEncrypt*` for one. */
function statementsOf({ actions, keyPrefixes }: Operation, made: OperationResources): PolicyStatement[] {
  const { userPool, clientSecret, bucket, encryptionKey, originSecret } = made;
  const of = (service: string) => actions.filter((action) => action.startsWith(`${service}:`));
  return [
    ...allow(of('cognito-idp'), userPool.userPoolArn),
    ...clientSecret ? allow(of('secretsmanager'), clientSecret.secretArn) : [],
    // Every handler's wrapper reads it.
    ...originSecret ? allow(['secretsmanager:GetSecretValue'], originSecret.secretArn) : [],
    ...bucket ? objectStatements(of('s3'), bucket, keyPrefixes) : [],
    ...encryptionKey ? allow(keyActions(actions, made), encryptionKey.keyArn) : [],
  ];
}

function objectStatements(actions: string[], bucket: Bucket, prefixes: readonly string[] = [PEOPLE_PREFIX]): PolicyStatement[] {
  return [
    ...allow(actions, ...prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`))),
    // Without it S3 answers 403 for an object that is not there, and the handlers must tell "nothing kept" from "not allowed".
    ...allow(actions.includes('s3:GetObject') ? ['s3:ListBucket'] : [], bucket.bucketArn),
  ];
}

/** Secrets have the key only where it is the user's. */
function keyActions(actions: readonly string[], { clientSecret, originSecret }: OperationResources): string[] {
  const readsSecret = (clientSecret?.encryptionKey && actions.includes('secretsmanager:GetSecretValue')) || originSecret?.encryptionKey;
  return [
    ...actions.includes('s3:GetObject') || readsSecret ? ['kms:Decrypt'] : [],
    ...actions.includes('s3:PutObject') ? ['kms:GenerateDataKey'] : [],
  ];
}

function allow(actions: string[], ...resources: string[]): PolicyStatement[] {
  return actions.length > 0 ? [new PolicyStatement({ actions, resources })] : [];
}
