/** AWS's quotas, as they were looked up: each with its source and the day. What nobody could look up says so. */

export const LOOKED_UP = '2026-11-28';

const COGNITO_QUOTAS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html';

export interface Category {
  readonly name: string;
  /** Requests per second: one account, one region, all its pools. */
  readonly rate: number;
  readonly adjustable: boolean;
  readonly calls: readonly string[];
}

/** Of Cognito's categories those in which we call; the calls are those of AWS's page, whether we use them or not. */
export const categories: readonly Category[] = [
  {
    name: 'UserAuthentication', rate: 120, adjustable: true,
    calls: ['AdminInitiateAuth', 'AdminRespondToAuthChallenge', 'GetTokensFromRefreshToken', 'InitiateAuth', 'RespondToAuthChallenge'],
  },
  { name: 'UserCreation', rate: 50, adjustable: true, calls: ['AdminConfirmSignUp', 'AdminCreateUser', 'ConfirmSignUp', 'SignUp'] },
  {
    name: 'UserAccountRecovery', rate: 30, adjustable: false,
    calls: ['AdminResetUserPassword', 'AdminSetUserPassword', 'ChangePassword', 'ConfirmForgotPassword', 'ForgotPassword'],
  },
  { name: 'UserRead', rate: 120, adjustable: true, calls: ['AdminGetUser', 'AdminGetUserAuthFactors', 'GetUser'] },
  {
    name: 'UserUpdate', rate: 25, adjustable: false,
    calls: [
      'AdminAddUserToGroup', 'AdminDeleteUser', 'AdminDeleteUserAttributes', 'AdminDisableProviderForUser', 'AdminDisableUser', 'AdminEnableUser',
      'AdminLinkProviderForUser', 'AdminRemoveUserFromGroup', 'AdminUpdateUserAttributes', 'AdminUserGlobalSignOut', 'DeleteUser', 'DeleteUserAttributes',
      'GlobalSignOut', 'UpdateUserAttributes', 'VerifyUserAttribute',
    ],
  },
  { name: 'UserToken', rate: 120, adjustable: true, calls: ['RevokeToken'] },
  {
    name: 'UserResourceRead', rate: 50, adjustable: true,
    calls: [
      'AdminGetDevice', 'AdminListDevices', 'AdminListGroupsForUser', 'AdminListUserAuthEvents', 'GetDevice', 'GetUserAttributeVerificationCode',
      'ListDevices', 'ResendConfirmationCode',
    ],
  },
  {
    name: 'UserResourceUpdate', rate: 25, adjustable: false,
    calls: [
      'AdminDeleteSoftwareToken', 'AdminForgetDevice', 'AdminSetUserMFAPreference', 'AdminSetUserSettings', 'AdminUpdateAuthEventFeedback',
      'AdminUpdateDeviceStatus', 'AssociateSoftwareToken', 'ConfirmDevice', 'ForgetDevice', 'SetUserMFAPreference', 'SetUserSettings',
      'UpdateAuthEventFeedback', 'UpdateDeviceStatus', 'VerifySoftwareToken',
    ],
  },
  { name: 'UserList', rate: 30, adjustable: false, calls: ['ListUsers', 'ListUsersInGroup'] },
  { name: 'UserPoolRead', rate: 15, adjustable: false, calls: ['DescribeUserPool', 'ListUserPools'] },
  { name: 'UserPoolResourceRead', rate: 20, adjustable: false, calls: ['GetGroup', 'ListGroups'] },
];

/** Calls of ours that AWS's page puts into no category. */
export const UNCATEGORIZED = [
  'AdminListUserSessions', 'AdminRevokeUserSession', 'CompleteWebAuthnRegistration', 'DeleteWebAuthnCredential', 'ListUserSessions',
  'ListWebAuthnCredentials', 'RevokeUserSession', 'StartWebAuthnRegistration',
];

export interface Quota {
  readonly what: string;
  readonly limit: string;
  /** Whether AWS raises it, and how. */
  readonly raised: string;
  /** What a person, or whoever deploys, sees when it is reached. */
  readonly seen: string;
  /** Absent where nobody could look it up. */
  readonly source?: string;
}

export interface QuotaGroup {
  readonly title: string;
  readonly quotas: readonly Quota[];
}

/** All others. What is `ours` is said by the page, from where it is decided. */
export const quotaGroups = (ours: Record<'throttled' | 'unavailable' | 'credential' | 'other', string>): readonly QuotaGroup[] => [
  {
    title: 'Cognito, for one person',
    quotas: [
      { what: 'Reads of one account: sign-ins, challenges, `GetUser`', limit: '10 a second', raised: 'no', seen: ours.throttled, source: COGNITO_QUOTAS },
      { what: 'Writes to one account', limit: '10 a second', raised: 'no', seen: ours.throttled, source: COGNITO_QUOTAS },
      {
        what: '`ForgotPassword` and `ConfirmForgotPassword`', limit: '5 to 20 an hour, by risk', raised: 'no',
        seen: '`forgot-password` and `resend-mfa` answer as ever and nothing is mailed; `confirm-password` answers as to a wrong code', source: COGNITO_QUOTAS,
      },
      { what: '`ResendConfirmationCode`', limit: '5 an hour', raised: 'no', seen: '`sign-up` and `resend-sign-up` answer as ever and nothing is mailed', source: COGNITO_QUOTAS },
      { what: '`ConfirmSignUp`', limit: '15 an hour', raised: 'no', seen: 'never reached: five tries in a quarter of an hour are ours', source: COGNITO_QUOTAS },
      { what: '`ChangePassword`', limit: '5 an hour', raised: 'no', seen: ours.throttled, source: COGNITO_QUOTAS },
      { what: 'Codes for a new address or number', limit: '5 an hour, proofs 15', raised: 'no', seen: ours.throttled, source: COGNITO_QUOTAS },
      { what: 'Passkeys', limit: '20', raised: 'no', seen: '409 `PASSKEY_LIMIT_REACHED`', source: COGNITO_QUOTAS },
      { what: 'Groups that one person is in', limit: '100', raised: 'no', seen: 'not known', source: COGNITO_QUOTAS },
    ],
  },
  {
    title: 'Mails and text messages',
    quotas: [
      {
        what: 'Mails by Cognito\'s own sender, one account', limit: '50 a day, from 09:00 UTC', raised: 'no: set `messages.from`',
        seen: 'whoever registers or recovers is answered as ever and gets no mail; administrators\' invitations answer 429 or 503', source: COGNITO_QUOTAS,
      },
      {
        what: 'Mails by SES, in its sandbox', limit: '200 a day, 1 a second, to verified addresses only', raised: 'yes: ask for production access',
        seen: 'the same', source: 'https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html',
      },
      {
        what: 'Mails by SES, outside', limit: 'by account; AWS publishes no number', raised: 'yes, and grows by itself', seen: 'the same',
        source: 'https://docs.aws.amazon.com/ses/latest/dg/quotas.html',
      },
      {
        what: 'Text messages, in the sandbox', limit: '$1.00 a month, to 10 verified numbers', raised: 'yes: ask for production access',
        seen: 'no code arrives', source: 'https://docs.aws.amazon.com/sms-voice/latest/userguide/sandbox.html',
      },
      { what: 'Codes by mail as a second factor, one address and caller', limit: '5 to 20 an hour', raised: 'no', seen: 'not known', source: COGNITO_QUOTAS },
    ],
  },
  {
    title: 'API Gateway',
    quotas: [
      {
        what: 'Our own limits: routes where credentials, codes or mails are at stake', limit: ours.credential, raised: 'yes: `throttle.credentialRoutes`',
        seen: '429 without a code', source: 'src/defaults.ts',
      },
      { what: 'Our own limits: other routes', limit: ours.other, raised: 'yes: `throttle.otherRoutes`', seen: '429 without a code', source: 'src/defaults.ts' },
      {
        what: 'Requests of one account and region, over all its APIs', limit: '10,000 a second; 2,500 in some regions', raised: 'yes', seen: '429 without a code',
        source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
      },
      {
        what: 'Time for an answer', limit: '30 seconds', raised: 'no', seen: '503 without a code; our functions end after 15 seconds',
        source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
      },
      {
        what: 'Headers with the request line', limit: '10,240 bytes', raised: 'no', seen: 'API Gateway refuses the request, as with a token that names very many groups',
        source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
      },
      { what: 'Routes of one API', limit: '300', raised: 'yes', seen: 'refused at synth', source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html' },
      { what: 'Integrations of one API', limit: '300', raised: 'no', seen: 'the deployment fails', source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html' },
      { what: 'Scopes of one route', limit: '10', raised: 'no', seen: 'refused at synth', source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html' },
    ],
  },
  {
    title: 'Lambda, S3, Secrets Manager',
    quotas: [
      {
        what: 'Functions that run at once, one account and region', limit: '1,000', raised: 'yes', seen: '503 without a code; triggers fail, and sign-ins with them',
        source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
      },
      {
        what: 'The same in a new account', limit: 'fewer: AWS publishes no number, 10 is often reported', raised: 'by itself with use, or by request', seen: 'the same',
        source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
      },
      {
        what: 'Writes to one prefix of a bucket', limit: '3,500 a second', raised: 'grows by itself', seen: ours.unavailable,
        source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html',
      },
      {
        what: 'Reads of one prefix of a bucket', limit: '5,500 a second', raised: 'grows by itself', seen: ours.unavailable,
        source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html',
      },
      {
        what: 'Reads of secrets', limit: 'not looked up', raised: 'not looked up',
        seen: `${ours.throttled}. Far away: each running function reads its secret once`,
      },
    ],
  },
  {
    title: 'What is deployed',
    quotas: [
      {
        what: 'Resources of one stack', limit: '500', raised: 'no', seen: 'CDK refuses the synth; a nested stack counts for itself',
        source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
      },
      { what: 'User pools of one region', limit: '1,000', raised: 'yes, to 10,000', seen: 'the deployment fails: `LimitExceededException`', source: COGNITO_QUOTAS },
      { what: 'People of one pool', limit: '40,000,000', raised: 'yes', seen: 'not known', source: COGNITO_QUOTAS },
      { what: 'App clients of one pool', limit: '1,000', raised: 'yes, to 10,000', seen: 'the deployment fails', source: COGNITO_QUOTAS },
      { what: 'Identity providers of one pool', limit: '300', raised: 'yes, to 1,000', seen: 'the deployment fails', source: COGNITO_QUOTAS },
      { what: 'Domains of one\'s own, one region', limit: '4', raised: 'no', seen: 'the deployment fails', source: COGNITO_QUOTAS },
      { what: 'Custom attributes of one pool', limit: '50', raised: 'no', seen: 'refused at synth, or the deployment fails', source: COGNITO_QUOTAS },
      {
        what: 'An import of people by CSV', limit: '500,000 lines, 100 MB, 16,000 characters a line; 1,000 jobs a pool', raised: 'jobs only',
        seen: 'the job fails; [migration.md](migration.md#all-at-once-a-csv-file)', source: COGNITO_QUOTAS,
      },
    ],
  },
];
