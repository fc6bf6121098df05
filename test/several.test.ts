import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CognitoAuthApi, UserPoolAction } from '../src';

const functionIn = (stack: Stack, environment?: { [name: string]: string }) =>
  new Function(stack, 'Backend', { runtime: Runtime.NODEJS_LATEST, handler: 'index.handler', code: Code.fromInline('exports.handler = () => {}'), environment });

test('several in one stack and in one app share no logical ID and no export', () => {
  const app = new App();
  const [one, other] = ['One', 'Other'].map((name) => new Stack(app, name));
  new CognitoAuthApi(one, 'Customers', { pathPrefix: '/customers' });
  new CognitoAuthApi(one, 'Staff', { functionProps: { memorySize: 512 }, operations: { include: ['userinfo', 'logout'] } });
  new CognitoAuthApi(other, 'Customers');
  const assembly = app.synth();
  expect(assembly.stacks.map(({ stackName }) => stackName).sort()).toEqual(['One', 'Other']);
  Template.fromStack(one).resourceCountIs('AWS::Cognito::UserPool', 2);
  expect([one.dependencies, other.dependencies]).toEqual([[], []]);
});

describe('another stack', () => {
  const app = new App();
  const authStack = new Stack(app, 'Auth');
  const auth = new CognitoAuthApi(authStack, 'Auth');
  const appStack = new Stack(app, 'App');
  const fn = functionIn(appStack, { POOL: auth.userPoolId, CLIENT: auth.clientId, ISSUER: auth.issuer, API: auth.apiUrl });
  auth.grant(fn, UserPoolAction.ADMIN_LIST_GROUPS_FOR_USER);
  new HttpRoute(appStack, 'Orders', {
    httpApi: auth.httpApi,
    routeKey: HttpRouteKey.with('/orders', HttpMethod.GET),
    integration: new HttpLambdaIntegration('Orders', fn),
    authorizer: auth.authorizer,
  });
  new Alarm(appStack, 'LoginFails', { metric: auth.metricOperationErrors('login'), threshold: 1, evaluationPeriods: 1 });
  new Alarm(appStack, 'ApiFails', { metric: auth.metricServerErrors(), threshold: 1, evaluationPeriods: 1 });
  new CfnOutput(appStack, 'Bucket', { value: auth.bucket!.bucketName });

  test('reads its properties, is granted rights, has routes on it and alarms, without a cycle', () => {
    expect(() => app.synth()).not.toThrow();
    expect(appStack.dependencies).toEqual([authStack]);
    expect(authStack.dependencies).toEqual([]);
  });

  test('holds the policy itself: the right is on the pool of the other stack', () => {
    Template.fromStack(appStack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'cognito-idp:AdminListGroupsForUser', Effect: 'Allow', Resource: { 'Fn::ImportValue': Match.anyValue() } }] },
    });
    expect(Object.keys(Template.fromStack(authStack).findResources('AWS::IAM::Policy'))).toEqual([]);
  });
});
