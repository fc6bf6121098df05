import { App, Duration, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CognitoAuthApi } from '../src';
import { defaultStack, synth } from './support/template';

const { auth, stack } = defaultStack();
const of = ({ namespace, metricName, statistic, dimensions, period }: Metric) =>
  ({ namespace, metricName, statistic, dimensions: stack.resolve(dimensions), minutes: period.toMinutes() });
const ofTheStage = { ApiId: stack.resolve(auth.httpApi.apiId), Stage: '$default' };

test.each<[string, Metric, string, string]>([
  ['metric', auth.metric('DataProcessed'), 'DataProcessed', 'Average'],
  ['metricRequests', auth.metricRequests(), 'Count', 'Sum'],
  ['metricClientErrors', auth.metricClientErrors(), '4xx', 'Sum'],
  ['metricServerErrors', auth.metricServerErrors(), '5xx', 'Sum'],
  ['metricLatency', auth.metricLatency(), 'Latency', 'Average'],
  ['metricIntegrationLatency', auth.metricIntegrationLatency(), 'IntegrationLatency', 'Average'],
])('%s is what API Gateway keeps of the stage', (_, metric, metricName, statistic) => {
  expect(of(metric)).toEqual({ namespace: 'AWS/ApiGateway', metricName, statistic, dimensions: ofTheStage, minutes: 5 });
});

test.each<[string, Metric, string, string]>([
  ['metricOperation', auth.metricOperation('login', 'ConcurrentExecutions'), 'ConcurrentExecutions', 'Average'],
  ['metricOperationInvocations', auth.metricOperationInvocations('login'), 'Invocations', 'Sum'],
  ['metricOperationErrors', auth.metricOperationErrors('login'), 'Errors', 'Sum'],
  ['metricOperationDuration', auth.metricOperationDuration('login'), 'Duration', 'Average'],
  ['metricOperationThrottles', auth.metricOperationThrottles('login'), 'Throttles', 'Sum'],
])('%s is what Lambda keeps of the operation\'s function', (_, metric, metricName, statistic) => {
  const dimensions = { FunctionName: stack.resolve(auth.functions.login.functionName) };
  expect(of(metric)).toEqual({ namespace: 'AWS/Lambda', metricName, statistic, dimensions, minutes: 5 });
});

test('props go before the defaults', () => {
  expect(of(auth.metricLatency({ statistic: 'p99', period: Duration.minutes(1) }))).toMatchObject({ statistic: 'p99', minutes: 1 });
  expect(of(auth.metricOperationErrors('login', { statistic: 'Maximum' }))).toMatchObject({ statistic: 'Maximum' });
});

test('an API that exists already is measured over all its stages', () => {
  const own = new Stack(new App(), 'Stack');
  const httpApi = new HttpApi(own, 'Theirs');
  expect(own.resolve(new CognitoAuthApi(own, 'Auth', { httpApi }).metricRequests().dimensions)).toEqual({ ApiId: own.resolve(httpApi.apiId) });
});

test('refuses an operation that is not there, and names those that are', () => {
  const { auth: small } = synth({ operations: { include: ['userinfo', 'logout'] } });
  expect(() => small.metricOperationErrors('login')).toThrow('There is no operation "login" here to measure. The operations are logout, userinfo.');
});
