import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LoggingFormat } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { runtimeStatements } from './bundled-function';
import * as defaults from './defaults';
import { Settings } from './settings';

/** Makes a function of a user's own file, with what our own functions have unless told otherwise. */
export function makeEntryFunction(scope: Construct, entry: string, props: NodejsFunctionProps, settings: Settings): NodejsFunction {
  const made = props.logGroup ? undefined : new LogGroup(scope, 'LogGroup', {
    retention: settings.logRetention, removalPolicy: settings.removalPolicy, encryptionKey: settings.encryptionKey,
  });
  const logStreams = made?.logGroupArn ?? `${props.logGroup!.logGroupRef.logGroupArn}:*`;
  return new NodejsFunction(scope, 'Function', {
    runtime: defaults.RUNTIME,
    architecture: defaults.ARCHITECTURE,
    memorySize: defaults.MEMORY_SIZE,
    timeout: defaults.FUNCTION_TIMEOUT,
    loggingFormat: LoggingFormat.JSON,
    ...props,
    entry,
    logGroup: props.logGroup ?? made,
    role: props.role ?? makeRole(scope, logStreams, props),
  });
}

function makeRole(scope: Construct, logStreams: string, { vpc }: NodejsFunctionProps): Role {
  const writeLogs = new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logStreams] });
  const statements = [writeLogs, ...runtimeStatements({ network: vpc && { vpc } })];
  return new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Policy: new PolicyDocument({ statements }) },
  });
}
