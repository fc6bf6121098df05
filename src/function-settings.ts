import { Duration } from 'aws-cdk-lib';
import { ISecurityGroup, IVpc, SecurityGroup, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Tracing } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import * as defaults from './defaults';
import { Settings } from './settings';

/** How one function runs: what `functionProps` says, and the defaults. */
export interface FunctionSettings {
  readonly memorySize: number;
  readonly timeout: Duration;
  readonly reservedConcurrentExecutions?: number;
  readonly environment: { readonly [name: string]: string };
  readonly tracing?: Tracing;
  readonly logRetention: RetentionDays;
  readonly network?: Network;
  /** Of the log group. */
  readonly encryptionKey?: IKey;
}

export interface Network {
  readonly vpc: IVpc;
  readonly vpcSubnets?: SubnetSelection;
  readonly securityGroups?: ISecurityGroup[];
}

/** Of an operation's function: its own options before those for all. */
export function operationFunctionSettings(scope: Construct, settings: Settings, operation: string): FunctionSettings {
  const { perOperation = {}, ...forAll } = settings.functionProps;
  const own = perOperation[operation] ?? {};
  return {
    memorySize: own.memorySize ?? forAll.memorySize ?? defaults.MEMORY_SIZE,
    timeout: own.timeout ?? forAll.timeout ?? defaults.FUNCTION_TIMEOUT,
    reservedConcurrentExecutions: own.reservedConcurrentExecutions ?? forAll.reservedConcurrentExecutions,
    environment: { ...forAll.environment, ...own.environment },
    tracing: own.tracing ?? forAll.tracing,
    logRetention: own.logRetention ?? forAll.logRetention ?? settings.logRetention,
    network: networkOf(scope, settings, own),
    encryptionKey: settings.encryptionKey,
  };
}

/**
 * Of a function that others wait for: a Cognito trigger, the API key's authorizer. It has nothing to seek in a VPC, has the time that they
 * give it, and with a limit to its concurrency a rush would fail sign-ins.
 */
export function triggerFunctionSettings(
  { functionProps, logRetention, encryptionKey }: Settings,
): Pick<FunctionSettings, 'tracing' | 'logRetention' | 'encryptionKey'> {
  return { tracing: functionProps.tracing, logRetention: functionProps.logRetention ?? logRetention, encryptionKey };
}

function networkOf(scope: Construct, { functionProps }: Settings, own: Partial<Network>): Network | undefined {
  // Subnets and groups belong to a VPC: another VPC does not inherit them.
  const inherited = own.vpc ? {} : functionProps;
  const vpc = own.vpc ?? functionProps.vpc;
  if (!vpc) return undefined;
  return {
    vpc,
    vpcSubnets: own.vpcSubnets ?? inherited.vpcSubnets,
    securityGroups: own.securityGroups ?? inherited.securityGroups ?? sharedSecurityGroup(scope, vpc, functionProps.vpc),
  };
}

/** One group for all: Lambda makes a network interface for each pair of a subnet and a group, and a VPC has a limit to them. */
function sharedSecurityGroup(scope: Construct, vpc: IVpc, vpcForAll: IVpc | undefined): ISecurityGroup[] | undefined {
  if (vpc !== vpcForAll) return undefined;
  const id = 'FunctionSecurityGroup';
  const made = scope.node.tryFindChild(id) as SecurityGroup | undefined;
  return [made ?? new SecurityGroup(scope, id, { vpc, description: 'The functions of the auth API: everything out, nothing in' })];
}
