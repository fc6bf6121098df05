import { FeaturePlan, UserPool } from 'aws-cdk-lib/aws-cognito';
import { CognitoAuthApiProps, OperationFeature, TokenDelivery } from '../src';
import { cookieModeProps } from './support/cookie-mode';
import { problemsOf } from './support/problems';
import { defaultStack, only, resource, synth } from './support/template';

const TYPE = 'AWS::Cognito::UserPoolSessionConfigurationAttachment';
const features = [OperationFeature.SESSIONS];
const made = synth({ operations: { features } });

/** What the function of an operation may do besides writing its log. */
const actionsOf = ({ template }: ReturnType<typeof synth>, operation: string): string[] => {
  const policies = resource(template, `Auth${operation}Role`).Properties.Policies;
  return policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement).flatMap(({ Action }: any) => Action)
    .filter((action: string) => !action.startsWith('logs:')).sort();
};
const trackingVariables = ({ template }: ReturnType<typeof synth>): Set<string | undefined> => new Set(
  Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties.Environment.Variables)
    .filter((variables) => 'USER_POOL_ID' in variables).map(({ SESSION_TRACKING }) => SESSION_TRACKING));

test('the feature SESSIONS makes the pool track sessions, by a resource of CloudFormation\'s own', () => {
  expect(only(made.template, TYPE)).toEqual({
    UserPoolId: made.stack.resolve(made.auth.userPoolId), UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 20 },
  });
  expect(made.auth.sessionTracking!.cfnResourceType).toBe(TYPE);
  made.template.resourceCountIs('AWS::CloudFormation::CustomResource', 0);
});

test('so does one of its operations alone, and without any nothing is tracked', () => {
  synth({ operations: { include: ['sessions'] } }).template.resourceCountIs(TYPE, 1);
  synth({ operations: { features, exclude: ['sessions', 'delete-session'] } }).template.resourceCountIs(TYPE, 0);
  defaultStack().template.resourceCountIs(TYPE, 0);
  expect(defaultStack().auth.sessionTracking).toBeUndefined();
});

test('maxSessionsPerUser is the most that a person may have', () => {
  expect(only(synth({ operations: { features }, maxSessionsPerUser: 3 }).template, TYPE).TokenSession).toEqual({ MaxPerUser: 3 });
});

test('logout may end a single session there and only there, and the handlers are told', () => {
  expect(actionsOf(made, 'logout')).toEqual(['cognito-idp:AdminRevokeUserSession', 'secretsmanager:GetSecretValue']);
  expect(actionsOf(defaultStack(), 'logout')).toEqual([]);
  expect([actionsOf(made, 'sessions'), actionsOf(made, 'deletesession')]).toEqual([[], []]);
  expect([trackingVariables(made), trackingVariables(defaultStack())]).toEqual([new Set(['true']), new Set([undefined])]);
});

test('in cookie mode, too', () => {
  expect(cookieModeProps.tokenDelivery).toBe(TokenDelivery.COOKIE);
  expect(actionsOf(synth({ ...cookieModeProps, operations: { features } }), 'logout')).toEqual(['cognito-idp:AdminRevokeUserSession', 'secretsmanager:GetSecretValue']);
});

test('of a pool that is there already nothing is changed: it has to track sessions itself', () => {
  const { stack } = defaultStack();
  const userPool = UserPool.fromUserPoolId(stack, 'Theirs', 'us-east-1_Theirs123');
  const { template, auth } = synth({ userPool, operations: { features } });
  template.resourceCountIs(TYPE, 0);
  expect(auth.sessionTracking).toBeUndefined();
  expect(actionsOf({ template } as ReturnType<typeof synth>, 'logout')).toContain('cognito-idp:AdminRevokeUserSession');
});

test.each<[CognitoAuthApiProps, string[]]>([
  [{ maxSessionsPerUser: 0, operations: { features } }, ['maxSessionsPerUser must be a whole number from 1 to 100, but is 0. These are Cognito\'s bounds.']],
  [{ maxSessionsPerUser: 2.5, operations: { features } }, ['maxSessionsPerUser must be a whole number from 1 to 100, but is 2.5. These are Cognito\'s bounds.']],
  [{ maxSessionsPerUser: 5 }, [
    'maxSessionsPerUser must be left out where the API has neither "sessions" nor "delete-session", but is 5. Sessions are counted only where they are tracked: '
    + 'add OperationFeature.SESSIONS to operations.features, or leave it out.',
  ]],
  [{ featurePlan: FeaturePlan.LITE, operations: { features } }, [
    'operations.features must be without operations on sessions where featurePlan is "LITE", but is "SESSIONS". '
    + 'Cognito tracks sessions from FeaturePlan.ESSENTIALS on: leave it out, or choose that.',
  ]],
  [{ featurePlan: FeaturePlan.LITE, operations: { include: ['sessions'] } }, [
    'operations.include must be without operations on sessions where featurePlan is "LITE", but is "sessions". '
    + 'Cognito tracks sessions from FeaturePlan.ESSENTIALS on: leave it out, or choose that.',
  ]],
])('%j is refused', (props, problems) => {
  expect(problemsOf(props)).toEqual(problems);
});

test('all on the Lite plan is all that there can be: no sessions', () => {
  const { template, auth } = synth({ featurePlan: FeaturePlan.LITE, operations: { all: true } });
  expect(Object.keys(auth.functions)).not.toContain('sessions');
  template.resourceCountIs(TYPE, 0);
});
