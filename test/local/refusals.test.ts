import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Aws, CfnCondition, CfnOutput, CfnParameter, CfnResource, Fn, Stack, Stage } from 'aws-cdk-lib';
import { CfnApi, CfnRoute, HttpApi, HttpMethod, PayloadFormatVersion } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration, HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { api, cleanUp, lambda, start, synthesize, synthesizeApp, temporaryDirectory, writeFiles } from './fixture';

afterAll(cleanUp);

const ok = (stack: Stack): HttpApi => api(stack, { functions: { Ok: 'return 1;' }, routes: { 'GET /a': 'Ok' } });
const of = (stack: Stack, type: string): CfnResource =>
  stack.node.findAll().find((node): node is CfnResource => node instanceof CfnResource && node.cfnResourceType === type)!;

describe('refuses by name', () => {
  test.each<[string, (stack: Stack) => void, RegExp]>([
    ['a type it does not know', (stack) => { ok(stack); new CfnResource(stack, 'Table', { type: 'AWS::DynamoDB::Table' }); },
      /^AWS::DynamoDB::Table \(logical id Table\) is not something the offline run knows$/],
    ['all such types at once', (stack) => { ok(stack); new CfnResource(stack, 'A', { type: 'X::A' }); new CfnResource(stack, 'B', { type: 'X::B' }); },
      /X::A \(logical id A\), X::B \(logical id B\) are not something/],
    ['a property it does not know', (stack) => { ok(stack); of(stack, 'AWS::Lambda::Function').addPropertyOverride('Layers', ['x']); },
      /^AWS::Lambda::Function \(logical id Ok.+\): the offline run does not know the property Layers$/],
    ['an unknown route setting', (stack) => { ok(stack); of(stack, 'AWS::ApiGatewayV2::Stage').addPropertyOverride('DefaultRouteSettings', { LoggingLevel: 'INFO' }); },
      /DefaultRouteSettings: LoggingLevel is not something/],
    ['an intrinsic function it does not know', (stack) => { ok(stack); of(stack, 'AWS::Lambda::Function').addPropertyOverride('Description', Fn.importValue('x')); },
      /AWS::Lambda::Function \(logical id Ok.+\): the offline run does not know the intrinsic function Fn::ImportValue/],
    ['a parameter without a default', (stack) => { ok(stack); new CfnParameter(stack, 'P'); of(stack, 'AWS::Lambda::Function').addPropertyOverride('Description', { Ref: 'P' }); },
      /The parameter P has no default value/],
    ['an unknown attribute', (stack) => { ok(stack); of(stack, 'AWS::Lambda::Function').addPropertyOverride('Description', { 'Fn::GetAtt': [stack.getLogicalId(of(stack, 'AWS::IAM::Role')), 'Size'] }); },
      /AWS::IAM::Role \(logical id .+\): the offline run does not know its attribute Size/],
    ['a reference to nothing', (stack) => { ok(stack); of(stack, 'AWS::Lambda::Function').addPropertyOverride('Description', { Ref: 'Nowhere' }); }, /no resource Nowhere/],
    ['resources that need each other', (stack) => {
      ok(stack);
      new CfnResource(stack, 'A', { type: 'AWS::Logs::LogGroup', properties: { LogGroupName: { Ref: 'B' } } });
      new CfnResource(stack, 'B', { type: 'AWS::Logs::LogGroup', properties: { LogGroupName: { Ref: 'A' } } });
    }, /A -> B -> A depend on each other/],
    ['another runtime', (stack) => { ok(stack); of(stack, 'AWS::Lambda::Function').addPropertyOverride('Runtime', 'python3.13'); }, /Runtime is python3\.13/],
    ['inline code', (stack) => {
      ok(stack);
      new LambdaFunction(stack, 'Inline', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = 1') });
    }, /Inline.+: Code is not an asset of the assembly/],
    ['a zip file', (stack) => {
      ok(stack);
      new LambdaFunction(stack, 'Zip', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromAsset(join(writeFiles({ 'a.zip': 'PK' }), 'a.zip')) });
    }, /Zip.+: Code is not a directory of the assembly/],
    ['a handler that is not there', (stack) => { ok(stack); of(stack, 'AWS::Lambda::Function').addPropertyOverride('Handler', 'main.handler'); },
      /Handler names main\.handler, but the function's asset holds no main\.js/],
    ['a function with a dynamic reference', (stack) => { ok(stack); of(stack, 'AWS::Lambda::Function').addPropertyOverride('Environment.Variables.S', '{{resolve:secretsmanager:x}}'); },
      /Environment\.Variables\.S is a dynamic reference/],
    ['a role that Lambda cannot assume', (stack) => {
      ok(stack);
      lambda(stack, 'Other', 'return 1;', { role: new Role(stack, 'R', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }) });
    }, /does not trust lambda\.amazonaws\.com/],
    ['a managed policy it does not know', (stack) => {
      ok(stack);
      new Role(stack, 'R', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')] });
    }, /ManagedPolicyArns names arn:aws:iam::aws:policy\/AdministratorAccess/],
    ['a WebSocket API', (stack) => { new CfnApi(stack, 'Ws', { protocolType: 'WEBSOCKET', name: 'x', routeSelectionExpression: '$request.body.a' }); }, /RouteSelectionExpression|ProtocolType/],
    ['two APIs', (stack) => { ok(stack); new HttpApi(stack, 'Second'); }, /several HTTP APIs/],
    ['an API without a stage', (stack) => { new HttpApi(stack, 'Bare', { createDefaultStage: false }); }, /has no stage/],
    ['an HTTP proxy', (stack) => { ok(stack).addRoutes({ path: '/x', integration: new HttpUrlIntegration('Url', 'https://example.com') }); }, /IntegrationType is HTTP_PROXY/],
    ['payload format 1.0', (stack) => {
      const integration = new HttpLambdaIntegration('Old', lambda(stack, 'F', 'return 1;'), { payloadFormatVersion: PayloadFormatVersion.VERSION_1_0 });
      new HttpApi(stack, 'Api').addRoutes({ path: '/x', integration });
    }, /PayloadFormatVersion is 1\.0/],
    ['IAM authorization', (stack) => {
      ok(stack).addRoutes({ path: '/x', methods: [HttpMethod.GET], integration: new HttpLambdaIntegration('I', lambda(stack, 'F', 'return 1;')), authorizer: new HttpIamAuthorizer() });
    }, /AuthorizationType is AWS_IAM/],
    ['an issuer that is no user pool', (stack) => {
      const authorizer = new HttpJwtAuthorizer('J', 'https://issuer.example', { jwtAudience: ['a'] });
      ok(stack).addRoutes({ path: '/x', integration: new HttpLambdaIntegration('I', lambda(stack, 'F', 'return 1;')), authorizer });
    }, /https:\/\/issuer\.example is no user pool/],
    ['a route without an integration', (stack) => { new CfnRoute(stack, 'R', { apiId: ok(stack).apiId, routeKey: 'GET /b', target: 'integrations/none' }); }, /GET \/b has no integration/],
    ['a target that is no function of the stack', (stack) => {
      ok(stack);
      of(stack, 'AWS::ApiGatewayV2::Integration').addPropertyOverride('IntegrationUri', 'arn:aws:lambda:us-east-1:123456789012:function:elsewhere');
    }, /IntegrationUri is .+elsewhere, which is no function of the stack/],
  ])('%s', async (_, build, message) => {
    await expect(start(synthesize(build))).rejects.toThrow(message);
  });

  test('an asset that is gone', async () => {
    const directory = synthesize(ok);
    const copy = join(temporaryDirectory(), 'out');
    cpSync(directory, copy, { recursive: true, filter: (path) => !/asset\./.test(path) });
    await expect(start(copy)).rejects.toThrow(/Code is not a directory of the assembly/);
  });
});

test('a resource whose condition does not hold is left out', async () => {
  const run = await start(synthesize((stack) => {
    ok(stack);
    const never = new CfnCondition(stack, 'Never', { expression: Fn.conditionAnd(Fn.conditionEquals(Aws.REGION, 'us-east-1'), Fn.conditionNot(Fn.conditionEquals('a', 'a'))) });
    new CfnResource(stack, 'Table', { type: 'AWS::DynamoDB::Table' }).cfnOptions.condition = never;
    new CfnOutput(stack, 'Without', { value: 'x', condition: never });
    new CfnOutput(stack, 'With', { value: Fn.conditionIf('Never', 'yes', 'no').toString() });
  }));
  expect(run.outputs).toMatchObject({ With: 'no' });
  expect(run.outputs).not.toHaveProperty('Without');
});

describe('the assembly', () => {
  test.each<[string, () => string, RegExp]>([
    ['is missing', () => join(temporaryDirectory(), 'cdk.out'), /There is no .+cdk\.out: run "npx cdk synth" first/],
    ['is no assembly', () => temporaryDirectory(), /holds no manifest\.json/],
    ['is broken', () => writeFiles({ 'manifest.json': '{' }), /Cannot read .+manifest\.json/],
    ['has a broken template', () => {
      const directory = synthesize(ok);
      writeFileSync(join(directory, 'TestStack.template.json'), 'nonsense');
      return directory;
    }, /Cannot read .+TestStack\.template\.json/],
    ['has lost its template', () => {
      const directory = synthesize(ok);
      rmSync(join(directory, 'TestStack.template.json'));
      return directory;
    }, /Cannot read .+TestStack\.template\.json/],
    ['has no API', () => synthesize((stack) => { new CfnResource(stack, 'A', { type: 'AWS::S3::Bucket' }); }), /No stack of the assembly has an HTTP API.+TestStack/],
  ])('%s', async (_, directory, message) => {
    await expect(start(directory())).rejects.toThrow(message);
  });

  describe('with several stacks', () => {
    const build = (app: App): void => {
      ok(new Stack(app, 'First'));
      ok(new Stack(new Stage(app, 'Prod'), 'Second', { env: { region: 'eu-central-1', account: '111122223333' }, stackName: 'named' }));
      new CfnResource(new Stack(app, 'Plain'), 'A', { type: 'AWS::S3::Bucket' });
    };

    test('needs a choice', async () => {
      await expect(start(synthesizeApp(build))).rejects.toThrow(/choose one of (First, Prod\/Second|Prod\/Second, First) with --stack/);
    });

    test.each(['named', 'Prod/Second'])('takes a stage\'s stack as %s, in its region', async (stack) => {
      expect((await start(synthesizeApp(build), { stack })).region).toBe('eu-central-1');
    });

    test.each([['Nowhere', /There is no stack Nowhere/], ['Plain', /The stack Plain has no HTTP API/]])('refuses %s', async (stack, message) => {
      await expect(start(synthesizeApp(build), { stack })).rejects.toThrow(message);
    });
  });
});

test('made by CDK, functions with properties of theirs start', async () => {
  const run = await start(synthesize((stack) => {
    ok(stack);
    (of(stack, 'AWS::Lambda::Function') as CfnFunction).tags.setTag('team', 'auth');
  }));
  expect(await (await fetch(`${run.url}/a`)).text()).toBe('1');
});
