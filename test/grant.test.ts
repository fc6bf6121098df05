import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CognitoAuthApi, UserPoolAction } from '../src';
import { only } from './support/template';

function withRole() {
  const stack = new Stack(new App(), 'Stack');
  const auth = new CognitoAuthApi(stack, 'Auth');
  return { stack, auth, role: new Role(stack, 'Backend', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }) };
}

test('allows exactly these actions on exactly this pool', () => {
  const { stack, auth, role } = withRole();
  const grant = auth.grant(role, UserPoolAction.ADMIN_GET_USER, UserPoolAction.LIST_USERS);
  expect(grant.success).toBe(true);
  expect(only(Template.fromStack(stack), 'AWS::IAM::Policy').PolicyDocument.Statement).toEqual([{
    Effect: 'Allow', Action: ['cognito-idp:AdminGetUser', 'cognito-idp:ListUsers'], Resource: stack.resolve(auth.userPool.userPoolArn),
  }]);
});

test('refuses to allow nothing', () => {
  const { auth, role } = withRole();
  expect(() => auth.grant(role)).toThrow('grant of CognitoAuthApi "Stack/Auth" needs at least one UserPoolAction.');
});

describe('UserPoolAction', () => {
  const { config } = new sdk.CognitoIdentityProviderClient({ region: 'eu-central-1' });
  const isSigned = (operation: string) => config.httpAuthSchemeProvider({ operation, region: 'eu-central-1' })[0].schemeId === 'aws.auth#sigv4';
  const operations = Object.keys(sdk).filter((name) => /^\w+Command$/.test(name)).map((name) => name.replace(/Command$/, ''));

  test('holds every signed operation about people and groups that the SDK knows, and no other', () => {
    const aboutPeople = operations.filter((name) => /^(Admin\w+|List(Users|UsersInGroup|Groups))$/.test(name) && isSigned(name));
    expect(aboutPeople.length).toBeGreaterThan(30);
    expect(Object.values(UserPoolAction).sort()).toEqual(aboutPeople.map((name) => `cognito-idp:${name}`).sort());
  });

  test('has AWS\'s names, in the way of enums', () => {
    for (const [name, action] of Object.entries(UserPoolAction)) expect(action.toLowerCase()).toBe(`cognito-idp:${name.replace(/_/g, '').toLowerCase()}`);
  });
});
