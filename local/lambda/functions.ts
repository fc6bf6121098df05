import { randomBytes, randomUUID } from 'node:crypto';
import { CodeAsset, Stack } from '../assembly';
import { LocalClock } from '../clock';
import { Roles } from '../iam-roles';
import { physicalName, stableId } from '../ids';
import { LocalError } from '../local-error';
import { Logs } from '../logs';
import { Made, Provider, Resource } from '../service';
import { findCode } from './code';
import { Permissions } from './permissions';
import { InvocationError, Pool } from './pool';
import { knownProperties, refuse } from '../template/properties';

export { InvocationError } from './pool';

const PROPERTIES = [
  'Architectures', 'Code', 'Description', 'Environment', 'EphemeralStorage', 'FunctionName', 'Handler', 'KmsKeyArn', 'LoggingConfig', 'MemorySize',
  'PackageType', 'RecursiveLoop', 'ReservedConcurrentExecutions', 'Role', 'Runtime', 'RuntimeManagementConfig', 'Tags', 'Timeout', 'TracingConfig', 'VpcConfig',
];
// Six megabytes and a little, for the event and for the answer. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const MOST_PAYLOAD = 6_291_556;
// Enough to show what runs side by side; AWS would start a thousand.
const CONCURRENCY = 10;

/** A function that calls a stand-in. */
export interface CallingFunction {
  /** As its construct is named: `login`. */
  readonly name: string;
  /** Ends the execution environment that calls. */
  crash(): Promise<void>;
}

interface LambdaFunction {
  readonly name: string;
  /** Says in the User-Agent of each call who makes it. */
  readonly appId: string;
  readonly construct: string;
  readonly arn: string;
  readonly timeout: number;
  readonly logGroup: string;
  readonly json: boolean;
  readonly pool: Pool;
}

export interface FunctionsOptions {
  readonly stack: Stack;
  readonly partition: string;
  readonly clock: LocalClock;
  readonly roles: Roles;
  readonly logs: Logs;
  /** The variables that lead the SDK to the stand-ins. */
  readonly endpoints: () => Record<string, string>;
}

/** The template's Lambda functions and the permissions to invoke them. */
export class Functions implements Provider {
  readonly types = ['AWS::Lambda::Function', 'AWS::Lambda::Permission'];
  private readonly functions = new Map<string, LambdaFunction>();
  private readonly permissions = new Permissions();

  constructor(private readonly options: FunctionsOptions) {}

  get count(): number {
    return this.functions.size;
  }

  make(resource: Resource): Made {
    if (resource.type === 'AWS::Lambda::Permission') {
      return this.permissions.make(resource);
    }
    const fn = this.makeFunction(resource, this.options.stack.assets);
    this.functions.set(fn.arn, fn);
    return { ref: fn.name, attributes: { Arn: fn.arn } };
  }

  has(arn: string): boolean {
    return this.functions.has(arn);
  }

  /** Who makes a call. The signature would tell, too, but part of Cognito's operations carry none, and addresses are signed for others to use. */
  callerOf(userAgent = ''): CallingFunction | undefined {
    const [, appId, id] = /\bapp\/([a-z0-9]+)-(\d+)(?:\s|$)/.exec(userAgent) ?? [];
    const fn = [...this.functions.values()].find((one) => one.appId === appId);
    return fn && { name: fn.construct, crash: () => fn.pool.crash(Number(id)) };
  }

  /**
   * Invokes a function, as an AWS service would where `from` says which, else for someone whose right to it was seen elsewhere. Rejects with an
   * `InvocationError`, or for want of a permission.
   */
  async invoke(arn: string, event: unknown, from?: { principal: string; sourceArn: string }): Promise<unknown> {
    const fn = this.functions.get(arn);
    if (!fn) {
      throw new LocalError(`There is no function ${arn}`);
    }
    if (from && !this.permissions.allow(fn, from.principal, from.sourceArn)) {
      const message = `AccessDeniedException: ${from.principal} may not invoke ${fn.name} for ${from.sourceArn}`;
      throw Object.assign(new Error(message), { name: 'AccessDeniedException' });
    }
    const requestId = randomUUID();
    const payload = JSON.stringify(event);
    if (Buffer.byteLength(payload) > MOST_PAYLOAD) {
      throw new InvocationError({ errorType: 'RequestEntityTooLargeException', errorMessage: 'Request must be smaller than 6291556 bytes', stackTrace: [] });
    }
    try {
      const answer = await fn.pool.invoke({ requestId, event: payload, timeout: fn.timeout });
      if (Buffer.byteLength(answer) > MOST_PAYLOAD) {
        throw new InvocationError({ errorType: 'Function.ResponseSizeTooLarge', errorMessage: 'Response payload size exceeded maximum allowed payload size', stackTrace: [] });
      }
      return JSON.parse(answer);
    } catch (error) {
      if (error instanceof InvocationError) {
        this.options.logs.write(fn.logGroup, this.errorLine(fn, requestId, error));
      }
      throw error;
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.functions.values()].map((fn) => fn.pool.stop()));
  }

  private makeFunction(resource: Resource, assets: ReadonlyMap<string, CodeAsset>): LambdaFunction {
    knownProperties(resource, PROPERTIES);
    const properties = resource.properties;
    if ((properties.PackageType ?? 'Zip') !== 'Zip' || !/^nodejs/.test(properties.Runtime)) {
      refuse(resource, 'Runtime', `is ${properties.Runtime ?? 'a container image'}, and the offline run knows Node.js only`);
    }
    const { stack, partition, clock, roles, logs } = this.options;
    const code = findCode(resource, assets);
    const name = properties.FunctionName ?? physicalName(stack.name, resource.logicalId);
    const arn = `arn:${partition}:lambda:${stack.region}:${stack.accountId}:function:${name}`;
    const logGroup = properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`;
    const memory = Number(properties.MemorySize ?? 128);
    const logStream = `${new Date(clock.now()).toISOString().slice(0, 10).replace(/-/g, '/')}/[$LATEST]${randomBytes(16).toString('hex')}`;
    const key = roles.issueKey(properties.Role, name);
    const appId = stableId(12, stack.name, name);
    const environment: Record<string, string> = {
      ...properties.Environment?.Variables,
      _HANDLER: properties.Handler,
      AWS_REGION: stack.region,
      AWS_DEFAULT_REGION: stack.region,
      AWS_EXECUTION_ENV: `AWS_Lambda_${properties.Runtime}`,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
      AWS_LAMBDA_LOG_STREAM_NAME: logStream,
      AWS_LAMBDA_LOG_FORMAT: properties.LoggingConfig?.LogFormat === 'JSON' ? 'JSON' : 'Text',
      ...properties.LoggingConfig?.ApplicationLogLevel && { AWS_LAMBDA_LOG_LEVEL: properties.LoggingConfig.ApplicationLogLevel },
      AWS_ACCESS_KEY_ID: key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
      AWS_SESSION_TOKEN: key.sessionToken!,
      // About this machine's Node.js, which is not the function's.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      LAMBDA_TASK_ROOT: code.directory,
      LANG: 'en_US.UTF-8',
      TZ: ':UTC',
    };
    this.refuseSecretReferences(resource, environment);
    return {
      name, appId, arn, logGroup,
      construct: constructName(stack.constructs?.get(resource.logicalId)) ?? name,
      timeout: Number(properties.Timeout ?? 3) * 1000,
      json: environment.AWS_LAMBDA_LOG_FORMAT === 'JSON',
      pool: new Pool({
        data: {
          clock: clock.shared, file: code.file, exportName: code.exportName,
          context: { functionName: name, invokedFunctionArn: arn, memoryLimitInMB: String(memory), logGroupName: logGroup, logStreamName: logStream },
        },
        // The SDK sends it along. A function that names its app itself calls without a name here.
        environment: (id) => ({ AWS_SDK_UA_APP_ID: `${appId}-${id}`, ...environment, ...this.options.endpoints() }),
        memory,
        concurrency: Math.min(CONCURRENCY, Number(properties.ReservedConcurrentExecutions ?? CONCURRENCY)),
        write: (line) => logs.write(logGroup, line),
      }),
    };
  }

  private refuseSecretReferences(resource: Resource, environment: Record<string, string>): void {
    for (const [name, value] of Object.entries(environment)) {
      if (String(value).includes('{{resolve:')) {
        refuse(resource, `Environment.Variables.${name}`, 'is a dynamic reference, which the offline run does not resolve');
      }
    }
  }

  private errorLine(fn: LambdaFunction, requestId: string, error: InvocationError): string {
    const timestamp = new Date(this.options.clock.now()).toISOString();
    const message = { errorType: error.errorType, errorMessage: error.message, stackTrace: error.stackTrace };
    if (error.timedOut) {
      return fn.json ? JSON.stringify({ timestamp, level: 'ERROR', requestId, message: error.message }) : `${timestamp} ${requestId} ${error.message}`;
    }
    return fn.json
      ? JSON.stringify({ timestamp, level: 'ERROR', requestId, message })
      : `${timestamp}\t${requestId}\tERROR\tInvoke Error \t${JSON.stringify(message)}`;
  }
}

/** What a reader of the app knows a function by: the construct around those that CDK names itself. */
function constructName(path = ''): string | undefined {
  return path.split('/').filter((part, index, parts) => !(part === 'Resource' || (part === 'Function' && index >= parts.length - 2))).at(-1);
}
