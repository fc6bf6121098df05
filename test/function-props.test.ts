import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Tracing } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CognitoAuthApi, CognitoAuthApiProps, OperationFunctionProps } from '../src';
import { environmentNames, operations } from '../src/contract';
import { defaultOperations } from './support/default-operations';
import { problemsOf } from './support/problems';
import { defaultStack, only, resource, synth } from './support/template';

const names = Object.values(defaultOperations).map(({ operation }) => operation);
const functionOf = (template: Template, name: string) => resource(template, `Auth${name.replace(/-/g, '')}Function`).Properties;
const statementsOf = (template: Template, name: string): any[] =>
  resource(template, `Auth${name.replace(/-/g, '')}Role`).Properties.Policies[0].PolicyDocument.Statement;
const retentionOf = (template: Template, name: string) => resource(template, `Auth${name.replace(/-/g, '')}LogGroup`).Properties.RetentionInDays;

describe('functionProps', () => {
  const { template } = synth({
    functionProps: {
      memorySize: 512,
      timeout: Duration.seconds(20),
      environment: { STAGE: 'test', REGION_NAME: 'here' },
      reservedConcurrentExecutions: 5,
      perOperation: {
        'login': { memorySize: 1769, environment: { STAGE: 'login' }, reservedConcurrentExecutions: 50 },
        'delete-user': { timeout: Duration.seconds(29), logRetention: RetentionDays.FIVE_YEARS },
      },
    },
  });

  test('reach every operation', () => {
    for (const name of names.filter((one) => !['login', 'delete-user'].includes(one))) {
      expect(functionOf(template, name)).toMatchObject({
        MemorySize: 512, Timeout: 20, ReservedConcurrentExecutions: 5, Environment: { Variables: { STAGE: 'test', REGION_NAME: 'here', APP_NAME: 'our app' } },
      });
    }
  });

  test('of one operation go before those for all, member by member, and environments add up', () => {
    expect(functionOf(template, 'login')).toMatchObject({
      MemorySize: 1769, Timeout: 20, ReservedConcurrentExecutions: 50, Environment: { Variables: { STAGE: 'login', REGION_NAME: 'here' } },
    });
    expect(functionOf(template, 'delete-user')).toMatchObject({ MemorySize: 512, Timeout: 29 });
    expect(retentionOf(template, 'delete-user')).toBe(1827);
    expect(retentionOf(template, 'login')).toBe(365);
  });

  test('leave the triggers their time, memory and concurrency', () => {
    const { MemorySize, Timeout, ReservedConcurrentExecutions, Environment } = functionOf(template, 'custom-message');
    expect({ MemorySize, Timeout, ReservedConcurrentExecutions, Environment }).toEqual({
      MemorySize: 256, Timeout: 5, ReservedConcurrentExecutions: undefined, Environment: { Variables: { APP_NAME: 'our app' } },
    });
  });

  test('change nothing where they hold nothing', () => {
    expect(synth({ functionProps: { perOperation: { login: {} } } }).template.toJSON()).toEqual(defaultStack().template.toJSON());
  });
});

describe('tracing', () => {
  const xray = { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' };

  test('traces all functions, and their own roles may write traces', () => {
    const { template } = synth({ functionProps: { tracing: Tracing.ACTIVE } });
    for (const name of [...names, 'custom-message']) {
      expect(functionOf(template, name).TracingConfig).toEqual({ Mode: 'Active' });
      expect(statementsOf(template, name)).toContainEqual(xray);
    }
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('of one operation traces no other', () => {
    const { template } = synth({ functionProps: { perOperation: { login: { tracing: Tracing.PASS_THROUGH } } } });
    expect(functionOf(template, 'login').TracingConfig).toEqual({ Mode: 'PassThrough' });
    expect(statementsOf(template, 'login')).toContainEqual(xray);
    expect(statementsOf(template, 'logout')).not.toContainEqual(xray);
  });

  test('that is disabled allows nothing', () => {
    const { template } = synth({ functionProps: { tracing: Tracing.ACTIVE, perOperation: { login: { tracing: Tracing.DISABLED } } } });
    expect(functionOf(template, 'login').TracingConfig).toEqual({ Mode: 'Disabled' });
    expect(statementsOf(template, 'login')).not.toContainEqual(xray);
  });
});

describe('vpc', () => {
  const enis = {
    Effect: 'Allow',
    Action: [
      'ec2:AssignPrivateIpAddresses', 'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ],
    Resource: '*',
  };
  const inVpc = (more: (stack: Stack, vpc: Vpc) => OperationFunctionProps = () => ({})) => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2 });
    new CognitoAuthApi(stack, 'Auth', { functionProps: { vpc, ...more(stack, vpc) } });
    return { stack, vpc, template: Template.fromStack(stack) };
  };

  test('puts the functions into its private subnets, behind one group, with the actions that AWS documents', () => {
    const { template, vpc, stack } = inVpc();
    const [[id]] = Object.entries(template.findResources('AWS::EC2::SecurityGroup'));
    for (const name of names) {
      expect(functionOf(template, name).VpcConfig).toEqual({
        SubnetIds: vpc.privateSubnets.map(({ subnetId }) => stack.resolve(subnetId)), SecurityGroupIds: [{ 'Fn::GetAtt': [id, 'GroupId'] }],
      });
      expect(statementsOf(template, name)).toContainEqual(enis);
    }
    expect(only(template, 'AWS::EC2::SecurityGroup').SecurityGroupIngress).toBeUndefined();
    template.resourceCountIs('AWS::EC2::SecurityGroup', 1);
    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  });

  test('is none of the triggers\' business: they call nobody', () => {
    const { template } = inVpc();
    expect(functionOf(template, 'custom-message').VpcConfig).toBeUndefined();
    expect(statementsOf(template, 'custom-message')).not.toContainEqual(enis);
  });

  test('takes subnets and groups of one\'s own', () => {
    const { template } = inVpc((stack, vpc) => ({
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS, availabilityZones: [vpc.availabilityZones[0]] },
      securityGroups: [SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
    }));
    expect(functionOf(template, 'login').VpcConfig).toEqual({ SubnetIds: [expect.anything()], SecurityGroupIds: ['sg-1'] });
    template.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  });

  test('of one operation is its alone, and inherits neither subnets nor groups', () => {
    const { template } = inVpc((stack) => ({
      securityGroups: [SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
      perOperation: { login: { vpc: new Vpc(stack, 'Other', { maxAzs: 2 }) } },
    }));
    expect(functionOf(template, 'login').VpcConfig.SecurityGroupIds).not.toEqual(['sg-1']);
    expect(functionOf(template, 'logout').VpcConfig.SecurityGroupIds).toEqual(['sg-1']);
    template.resourceCountIs('AWS::EC2::SecurityGroup', 1);
  });
});

describe('logRetention', () => {
  test('holds for the access log and for every function', () => {
    synth({ logRetention: RetentionDays.ONE_WEEK }).template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });

  test('of functionProps goes before it, for the functions', () => {
    const { template } = synth({ logRetention: RetentionDays.ONE_WEEK, functionProps: { logRetention: RetentionDays.ONE_MONTH } });
    expect(resource(template, 'AuthAccessLogGroup').Properties.RetentionInDays).toBe(7);
    for (const name of [...names, 'custom-message']) expect(retentionOf(template, name)).toBe(30);
  });

  test('can be for ever', () => {
    const { template } = synth({ logRetention: RetentionDays.INFINITE });
    expect(resource(template, 'AuthAccessLogGroup').Properties).toBeUndefined();
  });
});

const memory = 'These are Lambda\'s limits, in MiB.';
const time = 'A cold start and a retry take seconds, and API Gateway answers 503 after 30.';

test.each<[CognitoAuthApiProps, string]>([
  [{ functionProps: { memorySize: 64 } }, `functionProps.memorySize must be a whole number from 128 to 10240, but is 64. ${memory}`],
  [{ functionProps: { perOperation: { login: { memorySize: 10_241 } } } },
    `functionProps.perOperation.login.memorySize must be a whole number from 128 to 10240, but is 10241. ${memory}`],
  [{ functionProps: { timeout: Duration.seconds(4) } },
    `functionProps.timeout must be 5 seconds to 29 seconds, in whole seconds, but is 4 seconds. ${time}`],
  [{ functionProps: { perOperation: { 'create-user': { timeout: Duration.seconds(30) } } } },
    `functionProps.perOperation["create-user"].timeout must be 5 seconds to 29 seconds, in whole seconds, but is 30 seconds. ${time}`],
  [{ functionProps: { reservedConcurrentExecutions: 0 } },
    'functionProps.reservedConcurrentExecutions must be a whole number from 1 to 100000, but is 0. With 0 the function would refuse every request; exclude the operation instead.'],
  [{ functionProps: { environment: { 'MY-NAME': 'x' } } },
    'functionProps.environment must be made of names of letters, digits and "_" that begin with a letter, but is "MY-NAME". Lambda takes no others.'],
  [{ functionProps: { perOperation: { 'log-in': {} } } },
    `functionProps.perOperation must be made of names of operations, but is "log-in". The operations are ${Object.values(operations).map(({ operation }) => `"${operation}"`).join(', ')}.`],
  [{ functionProps: { perOperation: { logout: {} } }, operations: { exclude: ['logout'] } },
    'functionProps.perOperation must be made of names of operations that there are, but is "logout". The prop operations leaves it out: remove it here, too.'],
  [{ functionProps: { vpcSubnets: {} } },
    'functionProps.vpcSubnets must be left out where no vpc is given. Add functionProps.vpc, or remove functionProps.vpcSubnets.'],
  [{ functionProps: { securityGroups: [], vpc: {} as any } },
    'functionProps.securityGroups must be at least one security group, but is []. Leave it out to have one made.'],
  [{ functionProps: { logRetention: 2 as RetentionDays } },
    'functionProps.logRetention must be one of the times that CloudWatch Logs knows, but is 2. Use a member of logs.RetentionDays.'],
  [{ logRetention: 2 as RetentionDays }, 'logRetention must be one of the times that CloudWatch Logs knows, but is 2. Use a member of logs.RetentionDays.'],
])('refuses %#', (props, message) => {
  expect(problemsOf(props)).toEqual([message]);
});

test.each(Object.keys(environmentNames))('refuses to override %s, which the handlers read', (name) => {
  expect(problemsOf({ functionProps: { environment: { [name]: 'x' } } })).toEqual([
    `functionProps.environment must be without the names that the handlers read, but is "${name}". Use another name; the construct sets this one from its props.`,
  ]);
});

test.each(['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_LAMBDA_FUNCTION_NAME', '_HANDLER', 'LAMBDA_TASK_ROOT', 'NODE_TLS_REJECT_UNAUTHORIZED'])('refuses %s', (name) => {
  expect(problemsOf({ functionProps: { perOperation: { login: { environment: { [name]: 'x' } } } } })).toEqual([
    `functionProps.perOperation.login.environment must be without the names that Lambda reserves or that weaken TLS, but is "${name}". Use another name.`,
  ]);
});

test('tells all of them at once', () => {
  expect(problemsOf({ functionProps: { memorySize: 1, environment: { BUCKET: 'x', AWS_REGION: 'y' }, perOperation: { nobody: { timeout: Duration.hours(1) } } } }))
    .toHaveLength(5);
});

test.each<OperationFunctionProps>([
  { memorySize: 128, timeout: Duration.seconds(5) }, { memorySize: 10_240, timeout: Duration.seconds(29) }, { environment: { AWS_USE_FIPS_ENDPOINT: 'true' } },
])('accepts %j', (functionProps) => {
  expect(problemsOf({ functionProps })).toEqual([]);
});

test('what the environment holds in the template is what functionEnvironment names, so that no name of ours is free to take', () => {
  const { Variables } = functionOf(defaultStack().template, 'login').Environment;
  expect(Object.keys(environmentNames)).toEqual(expect.arrayContaining(Object.keys(Variables)));
});
