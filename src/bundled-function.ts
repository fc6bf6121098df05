import * as path from 'path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnFunction, Code, LoggingFormat, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import * as defaults from './defaults';
import { Network } from './function-settings';

export interface BundledFunctionProps {
  readonly description: string;
  /** What the function may do besides writing its own log. */
  readonly statements: PolicyStatement[];
  readonly environment: { [name: string]: string };
  readonly timeout: Duration;
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention?: RetentionDays;
  readonly memorySize?: number;
  readonly reservedConcurrentExecutions?: number;
  readonly tracing?: Tracing;
  readonly network?: Network;
  readonly encryptionKey?: IKey;
}

/** As in AWS's own AWSLambdaVPCAccessExecutionRole: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html */
const MANAGE_NETWORK_INTERFACES = [
  'ec2:AssignPrivateIpAddresses', 'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];
/** As in AWS's own AWSXRayDaemonWriteAccess, less what reads sampling rules, which Lambda does itself. */
const WRITE_TRACES = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];

/** Makes a function from the pre-built bundle in `assets/<name>`, with its own role and log group, all in a construct of that name. */
export function makeBundledFunction(scope: Construct, name: string, props: BundledFunctionProps): NodejsFunction {
  const group = new Construct(scope, name);
  const logGroup = new LogGroup(group, 'LogGroup', {
    retention: props.logRetention ?? defaults.LOG_RETENTION, removalPolicy: props.removalPolicy, encryptionKey: props.encryptionKey,
  });
  const writeLogs = new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
  const role = new Role(group, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    // Inline rather than attached: one resource less per function, and the function never runs before its rights exist.
    inlinePolicies: { Policy: new PolicyDocument({ statements: [writeLogs, ...props.statements, ...runtimeStatements(props)] }) },
  });
  const fn = new NodejsFunction(group, 'Function', {
    description: props.description,
    // The same relative path from src/ and from lib/. Giving the code skips bundling, so that a synth needs neither esbuild nor Docker.
    code: Code.fromAsset(path.join(__dirname, '..', 'assets', name)),
    handler: 'index.handler',
    runtime: defaults.RUNTIME,
    architecture: defaults.ARCHITECTURE,
    memorySize: props.memorySize ?? defaults.MEMORY_SIZE,
    timeout: props.timeout,
    environment: props.environment,
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    reservedConcurrentExecutions: props.reservedConcurrentExecutions,
    ...props.network,
  });
  // The L2 would attach a second policy to the role, for the same actions.
  if (props.tracing) (fn.node.defaultChild as CfnFunction).tracingConfig = { mode: props.tracing };
  return fn;
}

/** What Lambda does in the function's name. Neither traces nor network interfaces that are yet to be made have an ARN to name. */
export function runtimeStatements({ network, tracing }: Pick<BundledFunctionProps, 'network' | 'tracing'>): PolicyStatement[] {
  return [
    ...network ? [new PolicyStatement({ actions: MANAGE_NETWORK_INTERFACES, resources: ['*'] })] : [],
    ...tracing && tracing !== Tracing.DISABLED ? [new PolicyStatement({ actions: WRITE_TRACES, resources: ['*'] })] : [],
  ];
}
