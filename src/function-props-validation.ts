import { Duration, Token } from 'aws-cdk-lib';
import { environmentNames } from './contract';
import { enabledOperations } from './enabled-operations';
import { OperationFunctionOptions } from './operation-options';
import { unknownNames } from './operations-validation';
import { CognitoAuthApiProps } from './props';
import { broken, Details, durationBreaks, durationRule, misplaced, numberBreaks, numberRule, ourPage, Rule } from './rule';
import { Settings } from './settings';
import { logRetentionBreaks, logRetentionRule } from './stage-validation';

/** What Lambda reserves, and what would switch off the check of AWS's certificates. */
const RESERVED = /^(?:_HANDLER|_X_AMZN_TRACE_ID|AWS_(?:DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_(?:FUNCTION_|INITIALIZATION_TYPE|LOG_|RUNTIME_API).*|AWS_ACCESS_KEY.*|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR|NODE_TLS_REJECT_UNAUTHORIZED)$/;
const VARIABLE = /^[A-Za-z][A-Za-z0-9_]+$/;

const ENVIRONMENT = 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html';
const NETWORK = 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html';

/** `<functionProps>` is `functionProps` for all operations, or `functionProps.perOperation.<operation>` for one of them. */
export const functionPropsRules = {
  operation: {
    path: 'functionProps.perOperation',
    allowed: 'made of names of operations',
    advice: 'The operations are {operations}.',
    link: ourPage('README.md#the-api'),
  },
  excluded: {
    path: 'functionProps.perOperation',
    allowed: 'made of names of operations that there are',
    advice: 'The prop operations leaves it out: remove it here, too.',
    link: ourPage('docs/guide/routes.md#into-what-you-have'),
  },
  memorySize: numberRule('{functionProps}.memorySize', 128, 10_240, 'These are Lambda\'s limits, in MiB.',
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html'),
  timeout: durationRule('{functionProps}.timeout', Duration.seconds(1), Duration.seconds(5), Duration.seconds(29),
    'A cold start and a retry take seconds, and API Gateway answers 503 after 30.',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html'),
  reservedConcurrentExecutions: numberRule('{functionProps}.reservedConcurrentExecutions', 1, 100_000,
    'With 0 the function would refuse every request; exclude the operation instead.',
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html'),
  ourVariable: {
    path: '{functionProps}.environment',
    allowed: 'without the names that the handlers read',
    advice: 'Use another name; the construct sets this one from its props.',
    link: ourPage('API.md#cognito-auth-api.OperationFunctionOptions.property.environment'),
  },
  reservedVariable: {
    path: '{functionProps}.environment',
    allowed: 'without the names that Lambda reserves or that weaken TLS',
    advice: 'Use another name.',
    link: ENVIRONMENT,
  },
  variable: {
    path: '{functionProps}.environment',
    allowed: 'made of names of letters, digits and "_" that begin with a letter',
    advice: 'Lambda takes no others.',
    link: ENVIRONMENT,
  },
  logRetention: logRetentionRule('{functionProps}.logRetention'),
  network: {
    path: '{functionProps}.{prop}',
    allowed: 'left out where no vpc is given',
    advice: 'Add {functionProps}.vpc, or remove {functionProps}.{prop}.',
    link: NETWORK,
  },
  securityGroups: {
    path: '{functionProps}.securityGroups', allowed: 'at least one security group', advice: 'Leave it out to have one made.', link: NETWORK,
  },
} satisfies Record<string, Rule>;

/** What would keep a function from being deployed or its handler from working, by name. */
export function functionPropsProblems({ functionProps }: CognitoAuthApiProps, settings: Settings): string[] {
  if (!functionProps) return [];
  const { perOperation = {}, ...forAll } = functionProps;
  const unknown = unknownNames(functionPropsRules.operation, Object.keys(perOperation));
  const enabled = enabledOperations(settings).map(({ row }) => row.operation);
  const excluded = Object.keys(perOperation).filter((name) => unknown.length === 0 && !enabled.includes(name));
  return [
    ...optionProblems('functionProps', forAll, forAll),
    ...unknown,
    ...excluded.map((name) => broken(functionPropsRules.excluded, name)),
    ...Object.entries(perOperation).flatMap(([name, options]) =>
      optionProblems(`functionProps.perOperation${/^\w+$/.test(name) ? `.${name}` : `["${name}"]`}`, options, forAll)),
  ];
}

function optionProblems(path: string, options: OperationFunctionOptions, forAll: OperationFunctionOptions): string[] {
  const details = { functionProps: path };
  const network = (['vpcSubnets', 'securityGroups'] as const).filter((name) => options[name] !== undefined && !options.vpc && !forAll.vpc);
  return [
    ...numberBreaks(functionPropsRules.memorySize, options.memorySize, details),
    ...durationBreaks(functionPropsRules.timeout, options.timeout, details),
    ...numberBreaks(functionPropsRules.reservedConcurrentExecutions, options.reservedConcurrentExecutions, details),
    ...environmentProblems(details, options.environment),
    ...logRetentionBreaks(functionPropsRules.logRetention, options.logRetention, details),
    ...network.map((prop) => misplaced(functionPropsRules.network, { ...details, prop })),
    ...options.securityGroups?.length === 0 ? [broken(functionPropsRules.securityGroups, [], details)] : [],
  ];
}

function environmentProblems(details: Details, environment: OperationFunctionOptions['environment']): string[] {
  return Object.keys(environment ?? {}).filter((name) => !Token.isUnresolved(name)).flatMap((name) => {
    if (name in environmentNames) return [broken(functionPropsRules.ourVariable, name, details)];
    if (RESERVED.test(name)) return [broken(functionPropsRules.reservedVariable, name, details)];
    return VARIABLE.test(name) ? [] : [broken(functionPropsRules.variable, name, details)];
  });
}
