import { Duration, Token } from 'aws-cdk-lib';
import { environmentNames } from './contract';
import { enabledOperations } from './enabled-operations';
import { OperationFunctionOptions } from './operation-options';
import { unknownNames } from './operations-validation';
import { durationProblems, numberProblems, problem } from './problem';
import { CognitoAuthApiProps } from './props';
import { Settings } from './settings';
import { logRetentionProblems } from './stage-validation';

/** What Lambda reserves, and what would switch off the check of AWS's certificates. */
const RESERVED = /^(?:_HANDLER|_X_AMZN_TRACE_ID|AWS_(?:DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_(?:FUNCTION_|INITIALIZATION_TYPE|LOG_|RUNTIME_API).*|AWS_ACCESS_KEY.*|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR|NODE_TLS_REJECT_UNAUTHORIZED)$/;
const VARIABLE = /^[A-Za-z][A-Za-z0-9_]+$/;

/** What would keep a function from being deployed or its handler from working, by name. */
export function functionPropsProblems({ functionProps }: CognitoAuthApiProps, settings: Settings): string[] {
  if (!functionProps) return [];
  const { perOperation = {}, ...forAll } = functionProps;
  const unknown = unknownNames('functionProps.perOperation', Object.keys(perOperation));
  const enabled = enabledOperations(settings).map(({ row }) => row.operation);
  const excluded = Object.keys(perOperation).filter((name) => unknown.length === 0 && !enabled.includes(name));
  return [
    ...optionProblems('functionProps', forAll, forAll),
    ...unknown,
    ...excluded.map((name) => problem('functionProps.perOperation', 'made of names of operations that there are', name,
      'The prop operations leaves it out: remove it here, too.')),
    ...Object.entries(perOperation).flatMap(([name, options]) =>
      optionProblems(`functionProps.perOperation${/^\w+$/.test(name) ? `.${name}` : `["${name}"]`}`, options, forAll)),
  ];
}

function optionProblems(path: string, options: OperationFunctionOptions, forAll: OperationFunctionOptions): string[] {
  const { timeout, reservedConcurrentExecutions: reserved } = options;
  const network = (['vpcSubnets', 'securityGroups'] as const).filter((name) => options[name] !== undefined && !options.vpc && !forAll.vpc);
  return [
    ...numberProblems(`${path}.memorySize`, options.memorySize, 128, 10_240, 'These are Lambda\'s limits, in MiB.'),
    ...timeout ? durationProblems(`${path}.timeout`, timeout, Duration.seconds(1), Duration.seconds(5), Duration.seconds(29),
      'A cold start and a retry take seconds, and API Gateway answers 503 after 30.') : [],
    ...numberProblems(`${path}.reservedConcurrentExecutions`, reserved, 1, 100_000,
      'With 0 the function would refuse every request; exclude the operation instead.'),
    ...environmentProblems(`${path}.environment`, options.environment),
    ...logRetentionProblems(`${path}.logRetention`, options.logRetention),
    ...network.map((name) => `${path}.${name} must be left out where no vpc is given. Add ${path}.vpc, or remove ${path}.${name}.`),
    ...options.securityGroups?.length === 0 ? [problem(`${path}.securityGroups`, 'at least one security group', [], 'Leave it out to have one made.')] : [],
  ];
}

function environmentProblems(path: string, environment: OperationFunctionOptions['environment']): string[] {
  return Object.keys(environment ?? {}).filter((name) => !Token.isUnresolved(name)).flatMap((name) => {
    if (name in environmentNames) {
      return [problem(path, 'without the names that the handlers read', name, 'Use another name; the construct sets this one from its props.')];
    }
    if (RESERVED.test(name)) return [problem(path, 'without the names that Lambda reserves or that weaken TLS', name, 'Use another name.')];
    return VARIABLE.test(name) ? [] : [problem(path, 'made of names of letters, digits and "_" that begin with a letter', name, 'Lambda takes no others.')];
  });
}
