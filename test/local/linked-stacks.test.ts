import type { Stack, Template } from '../../local/assembly';
import { withLinkedStacks } from '../../local/template/linked-stacks';

const stack = (id: string, template: Partial<Template>, more: Partial<Stack> = {}): Stack => ({
  id, artifactId: id, name: id, region: 'eu-central-1', accountId: '123456789012', template: { Resources: {}, ...template }, assets: new Map(), ...more,
});

const accounts = stack('Accounts', {
  Resources: { Api: { Type: 'AWS::ApiGatewayV2::Api' }, Role: { Type: 'AWS::IAM::Role' } },
  Outputs: { ApiId: { Value: { Ref: 'Api' }, Export: { Name: 'Accounts:Api' } }, RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] }, Export: { Name: 'Accounts:Role' } } },
});
const API_ID = { 'Fn::ImportValue': 'Accounts:Api' };
const orders = stack('Or-ders', {
  Conditions: { Yes: { 'Fn::Equals': [1, 1] }, Also: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'Yes' }] } },
  Parameters: { Size: { Type: 'String', Default: 'm' } },
  Resources: {
    Route: {
      Type: 'AWS::ApiGatewayV2::Route', Condition: 'Also', DependsOn: ['Role'],
      Properties: {
        ApiId: API_ID,
        Target: { 'Fn::Sub': '${Role}/${Role.Arn}/${AWS::Region}/${AWS::StackName}/${!Role}' },
        Given: { 'Fn::Sub': ['${Role}${Own}', { Role: { Ref: 'Size' }, Own: 1 }] },
        Chosen: { 'Fn::If': ['Yes', { 'Fn::GetAtt': 'Role.Arn' }, { Ref: 'AWS::NoValue' }] },
        Arn: { 'Fn::ImportValue': 'Accounts:Role' },
        Policy: { Condition: { StringEquals: { 'aws:a': { Ref: 'AWS::StackName' } } } },
        Other: { 'Fn::ImportValue': 'unknown' },
      },
    },
    Role: { Type: 'AWS::IAM::Role' },
  },
  Outputs: { Size: { Value: { Ref: 'Size' } } },
}, { assets: new Map([['key', { path: '/code', packaging: 'zip' }]]) });

test('a stack that puts routes on the API runs with it, its logical ids apart', () => {
  const { template, assets, id, name } = withLinkedStacks(accounts, [accounts, orders]);
  expect([id, name]).toEqual(['Accounts, Or-ders', 'Accounts']);
  expect(Object.keys(template.Resources)).toEqual(['Api', 'Role', 'OrdersRoute', 'OrdersRole']);
  expect(Object.keys({ ...template.Conditions, ...template.Parameters, ...template.Outputs })).toEqual([
    'OrdersYes', 'OrdersAlso', 'OrdersSize', 'ApiId', 'RoleArn',
  ]);
  expect(template.Conditions!.OrdersAlso).toEqual({ 'Fn::And': [{ Condition: 'OrdersYes' }, { Condition: 'OrdersYes' }] });
  expect(template.Resources.OrdersRoute).toEqual({
    Type: 'AWS::ApiGatewayV2::Route', Condition: 'OrdersAlso', DependsOn: ['OrdersRole'],
    Properties: {
      ApiId: { Ref: 'Api' },
      Target: { 'Fn::Sub': ['${OrdersRole}/${OrdersRole.Arn}/${AWS::Region}/Or-ders/${!Role}', {}] },
      Given: { 'Fn::Sub': ['${Role}${Own}', { Role: { Ref: 'OrdersSize' }, Own: 1 }] },
      Chosen: { 'Fn::If': ['OrdersYes', { 'Fn::GetAtt': ['OrdersRole', 'Arn'] }, { Ref: 'AWS::NoValue' }] },
      Arn: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Policy: { Condition: { StringEquals: { 'aws:a': 'Or-ders' } } },
      Other: { 'Fn::ImportValue': 'unknown' },
    },
  });
  expect([...assets.keys()]).toEqual(['key']);
});

test('a stack whose exports are imported runs along, and so does what that one imports', () => {
  const base = stack('Base', { Outputs: { Key: { Value: 'k', Export: { Name: 'Base:Key' } } } });
  const functions = stack('Functions', {
    Resources: { Fn: { Type: 'AWS::Lambda::Function', Properties: { Key: { 'Fn::ImportValue': 'Base:Key' } } } },
    Outputs: { Fn: { Value: { Ref: 'Fn' }, Export: { Name: 'Functions:Fn' } } },
  });
  const api = stack('Api', { Resources: { Route: { Type: 'AWS::ApiGatewayV2::Route', Properties: { Target: { 'Fn::ImportValue': 'Functions:Fn' } } } } });
  const { template } = withLinkedStacks(api, [base, functions, api]);
  expect(template.Resources).toMatchObject({ Route: { Properties: { Target: { Ref: 'FunctionsFn' } } }, FunctionsFn: { Properties: { Key: 'k' } } });
});

test('others stay out: those that only read from it, are elsewhere, or have nothing to do with it', () => {
  const reader = stack('Reader', { Resources: { Thing: { Type: 'AWS::ECS::Service', Properties: { Api: API_ID } } } });
  const elsewhere = { ...orders, region: 'eu-west-1' };
  expect(withLinkedStacks(accounts, [accounts, reader, elsewhere, stack('Alone', {})])).toBe(accounts);
});
