import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { StringAttribute } from 'aws-cdk-lib/aws-cognito';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CognitoAuthApi, RouteAccess } from '../src';
import { acknowledgeWhatIsInherent } from './support/inherent';

beforeAll(() => {
  // Whatever the shell says: here it is on.
  delete process.env.CDK_VALIDATION;
});

test('a stack with groups, claims, a trigger and routes of one\'s own passes CDK\'s validation and cdk-nag, but for what is inherent', () => {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new Stack(app, 'Stack');
  const auth = new CognitoAuthApi(stack, 'Auth', {
    groups: { admins: { scopes: ['orders/delete'] }, staff: { precedence: 2 } },
    customAttributes: { tenant: new StringAttribute({ mutable: true }) },
    tokens: { claims: { tenant_id: 'custom:tenant' } },
    triggers: { preTokenGeneration: LambdaFunction.fromFunctionArn(stack, 'Theirs', 'arn:aws:lambda:eu-central-1:123456789012:function:theirs') },
  });
  const entry = join(__dirname, 'support', 'route-entry.ts');
  auth.addRoute('Orders', { path: '/orders', entry, throttle: { rateLimit: 5 } });
  const { handler } = auth.addRoute('Admin', { path: '/admin', entry, groups: ['admins'] });
  auth.addRoute('Either', { path: '/either', handler, access: RouteAccess.TOKEN });
  const { routes } = auth.addRoute('Open', { path: '/open', handler, access: RouteAccess.ANYONE });
  acknowledgeWhatIsInherent(stack, auth);
  Validations.of(routes.GET).acknowledge({ id: 'AwsSolutions::AwsSolutions-APIG4', reason: 'Open on purpose' });
  expect(() => app.synth()).not.toThrow();
});
