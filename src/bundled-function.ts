import * as path from 'path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, LoggingFormat } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import * as defaults from './defaults';

export interface BundledFunctionProps {
  readonly description: string;
  /** What the function may do besides writing its own log. */
  readonly statements: PolicyStatement[];
  readonly environment: { [name: string]: string };
  readonly timeout: Duration;
  readonly removalPolicy: RemovalPolicy;
}

/** Makes a function from the pre-built bundle in `assets/<name>`, with its own role and log group, all in a construct of that name. */
export function makeBundledFunction(scope: Construct, name: string, props: BundledFunctionProps): NodejsFunction {
  const group = new Construct(scope, name);
  const logGroup = new LogGroup(group, 'LogGroup', { retention: defaults.LOG_RETENTION, removalPolicy: props.removalPolicy });
  const writeLogs = new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
  const role = new Role(group, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    // Inline rather than attached: one resource less per function, and the function never runs before its rights exist.
    inlinePolicies: { Policy: new PolicyDocument({ statements: [writeLogs, ...props.statements] }) },
  });
  return new NodejsFunction(group, 'Function', {
    description: props.description,
    // The same relative path from src/ and from lib/. Giving the code skips bundling, so that a synth needs neither esbuild nor Docker.
    code: Code.fromAsset(path.join(__dirname, '..', 'assets', name)),
    handler: 'index.handler',
    runtime: defaults.RUNTIME,
    architecture: defaults.ARCHITECTURE,
    memorySize: defaults.MEMORY_SIZE,
    timeout: props.timeout,
    environment: props.environment,
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
  });
}
