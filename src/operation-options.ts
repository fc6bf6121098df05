import { Duration } from 'aws-cdk-lib';
import { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Tracing } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { OperationFeature } from './operation-feature';

/**
 * Which operations the API has, by their names (`create-user`, `login`, ...; the README lists them). One that is left out leaves nothing
 * behind: no route, function, role, log group or permission. One that others send people to cannot be left out alone.
 */
export interface OperationOptions {
  /**
   * Switches on every operation, those that are off by default included. Combines with `exclude`. `selfSignUpEnabled` is then true unless it is given or
   * `userPool` is; what `mfa` and `signIn` leave out stays out, such as passkeys without `signIn.passkey`, which no default can name a domain for.
   *
   * @default false
   */
  readonly all?: boolean;

  /**
   * Switches on the operations of these features, beside those that are on by default. Combines with `exclude`.
   *
   * @default - none
   */
  readonly features?: OperationFeature[];

  /**
   * Makes these operations and no others. Stands alone.
   *
   * @default - all that are on by default
   */
  readonly include?: string[];

  /**
   * Leaves these operations out.
   *
   * @default - none
   */
  readonly exclude?: string[];
}

/** How a function runs: memory, time, network, environment, logs. Its code, runtime, handler and role are not open to change. */
export interface OperationFunctionOptions {
  /**
   * Gives the function so much memory, in MiB, and processor time in proportion: 1,769 MiB are a whole core. 128 to 10,240.
   *
   * @default 256
   */
  readonly memorySize?: number;

  /**
   * Ends a request that takes longer. 5 to 29 whole seconds: less leaves no room for a cold start and a retry, and API Gateway waits no
   * longer.
   *
   * @default Duration.seconds(15)
   */
  readonly timeout?: Duration;

  /**
   * Reserves so many concurrent executions for the function, and lets it have no more; further requests are answered 503. 1 or more.
   * For all functions together they count against the account's limit, of which 100 must stay unreserved.
   *
   * @default - none reserved, and no limit but the account's
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * Adds environment variables, for an extension of the runtime, say. Names that the handlers read or Lambda reserves are refused.
   *
   * @default - only what the handlers read
   */
  readonly environment?: { readonly [name: string]: string };

  /**
   * Sends traces to AWS X-Ray, and adds `xray:PutTraceSegments` and `xray:PutTelemetryRecords` to the function's role: on `*`, since traces
   * have no ARN, which cdk-nag reports as IAM5.
   *
   * @default - no traces
   */
  readonly tracing?: Tracing;

  /**
   * Keeps the function's log for so long.
   *
   * @default - as `logRetention` of the construct: a year
   */
  readonly logRetention?: RetentionDays;

  /**
   * Runs the function in this VPC. The VPC must let it reach Cognito, Secrets Manager and S3, through a NAT gateway or endpoints. The role
   * gets the six EC2 actions on network interfaces that AWS documents for that: on `*`, since the interfaces do not exist yet, which cdk-nag
   * reports as IAM5.
   *
   * @default - in no VPC of yours, with access to the internet
   */
  readonly vpc?: IVpc;

  /**
   * Puts the function's network interfaces into these subnets; needs `vpc`.
   *
   * @default - the VPC's private subnets
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * Guards the function's network interfaces with these groups; needs `vpc`.
   *
   * @default - one new group that lets everything out and nothing in, shared by the functions in this VPC
   */
  readonly securityGroups?: ISecurityGroup[];
}

/**
 * Options of the operations' functions: for all of them, and for single ones. Of those for all, the pool's triggers and the API key's authorizer
 * take `tracing` and `logRetention` only.
 */
export interface OperationFunctionProps extends OperationFunctionOptions {
  /**
   * Overrides options for single operations, by their names: `{ login: { memorySize: 1024 } }`. Members that are not set stay as they are
   * for all; environments are added up; `vpc` replaces `vpcSubnets` and `securityGroups`, too.
   *
   * @default - the same for all
   */
  readonly perOperation?: { readonly [operation: string]: OperationFunctionOptions };
}
