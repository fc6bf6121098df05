import { Duration, Stack } from 'aws-cdk-lib';
import { AccountRecovery, Mfa, StandardThreatProtectionMode, StringAttribute, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Breaking, Examples, handler, imports, many, mapOf } from './parts';
import { CognitoAuthApi, CognitoAuthApiProps, OperationFeature, Registration } from '../../../src';
import { domain, facebook, google, withGoogle } from '../providers';

const existing = { userPool: UserPool.fromUserPoolId(imports, 'UserPool', 'us-east-1_Theirs123') };
const role = Role.fromRoleArn(imports, 'Role', 'arn:aws:iam::123456789012:role/theirs');
const onPages = { callbackUrls: ['https://app.example.com/'] };
const pool = (props: ConstructorParameters<typeof UserPool>[2]): Breaking => (stack: Stack) => ({ userPool: new UserPool(stack, 'Theirs', props) });

/** What a method refuses, after the construct is made. */
const later = (props: CognitoAuthApiProps, call: (auth: CognitoAuthApi, stack: Stack) => void): Breaking => (stack) => {
  call(new CognitoAuthApi(stack, 'Auth', props), stack);
};

export const examples: Examples = {
  accountLinkingRules: {
    providers: { accountLinking: { providers: [] }, ...withGoogle },
    identityProviders: { accountLinking: { providers: ['Google'] } },
    declared: { accountLinking: { providers: ['google'] }, ...withGoogle },
    facebook: { accountLinking: { providers: ['Facebook'] }, domain, identityProviders: { google, facebook } },
  },
  addedGroupRules: {
    name: later({ groups: { admins: {} } }, (auth) => auth.addGroup('admins')),
  },
  existingUserPoolRules: {
    'accountLinking': { ...existing, accountLinking: { providers: ['Google'] }, ...withGoogle },
    'accountRecovery': { ...existing, accountRecovery: AccountRecovery.EMAIL_ONLY },
    'customAttributes': { ...existing, customAttributes: { tenant: new StringAttribute() } },
    'deletionProtection': { ...existing, deletionProtection: true },
    'maxSessionsPerUser': { ...existing, maxSessionsPerUser: 5, operations: { features: [OperationFeature.SESSIONS] } },
    'deviceTracking': { ...existing, deviceTracking: { challengeRequiredOnNewDevice: false, deviceOnlyRememberedOnUserPrompt: false } },
    'migration': { ...existing, migration: { userMigration: handler } },
    'selfSignUpEnabled': { ...existing, selfSignUpEnabled: true },
    'signIn': { ...existing, signIn: { phone: true } },
    'threatProtection': { ...existing, threatProtection: { standard: StandardThreatProtectionMode.AUDIT_ONLY } },
    'mfa.{name}': { ...existing, mfa: { sms: true } },
    'triggers': { ...existing, triggers: { preSignUp: handler } },
    'messages.{name}': { ...existing, messages: { from: 'no-reply@example.com' } },
    'passwordPolicy.passwordHistorySize': { ...existing, passwordPolicy: { passwordHistorySize: 3 } },
    'passwordPolicy.tempPasswordValidity': { ...existing, passwordPolicy: { tempPasswordValidity: Duration.days(3) } },
    'tokens.claims': { ...existing, tokens: { claims: { mail: 'email' } } },
    'groups.{name}.scopes': { ...existing, groups: { admins: { scopes: ['orders/delete'] } } },
    'userPool.signIn': pool({}),
    'userPool.addresses': (stack: Stack) => ({
      userPool: new UserPool(stack, 'Theirs', { signInAliases: { email: true } }), operations: { features: [OperationFeature.PROFILE] },
    }),
    'userPool.totp': pool({ signInAliases: { email: true }, mfa: Mfa.REQUIRED }),
    'userPool.registration': (stack: Stack) => ({
      userPool: new UserPool(stack, 'Theirs', { signInAliases: { email: true }, selfSignUpEnabled: true }), registration: Registration.ADMINISTRATORS,
    }),
    'addRoute.groups': later({ ...existing, groups: { admins: {} } }, (auth) => auth.addRoute('Admin', { path: '/admin', handler, groups: ['admins'] })),
  },
  identityPoolRules: {
    guestRole: { identityPool: { unauthenticatedRole: role } },
    sameRole: { identityPool: { allowUnauthenticatedIdentities: true, authenticatedRole: role, unauthenticatedRole: role } },
    clients: { identityPool: {}, domain, clients: mapOf(many(10, 'web'), { ...onPages, identityPool: true }) },
    noPool: { domain, clients: { web: { ...onPages, identityPool: true } } },
    oneRole: { identityPool: {}, groups: { admins: { role, createRole: true } } },
    createRole: { groups: { admins: { createRole: true } } },
  },
  migrationRules: {
    trigger: { migration: { userMigration: handler }, triggers: { userMigration: handler } },
  },
  userFilesRules: {
    prefix: later({ identityPool: {} }, (auth, stack) => auth.grantUserFiles(new Bucket(stack, 'Files'), 'private')),
  },
};
