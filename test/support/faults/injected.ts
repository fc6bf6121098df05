import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as cognito from '@aws-sdk/client-cognito-identity-provider';
import * as s3 from '@aws-sdk/client-s3';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import type { Call } from '../local';

/** What a fault means, whichever operation meets it. */
export type Meaning =
  /** The service asks to slow down. */
  | 'THROTTLED'
  /** It is down, as long as the fault lasts. */
  | 'OUTAGE'
  /** One call fails, or only its answer does: a second try may find it done. */
  | 'HICCUP'
  | 'SLOW'
  | 'CRASH'
  /** Something about the person's account. */
  | 'STATE'
  /** There is no such account, or not any more. */
  | 'GONE'
  /** The code that the person sent is refused. */
  | 'CODE'
  /** The new password is. */
  | 'PASSWORD'
  /** Something about the account, or about what we have set up. */
  | 'AMBIGUOUS'
  /** A trigger of the app's own fails before anything is judged. */
  | 'TRIGGER'
  /** A trigger of the app's own fails once everything is done. */
  | 'LATE_TRIGGER'
  /** Someone else was at it in the same moment. */
  | 'CONFLICT'
  /** There is no such object. */
  | 'ABSENT'
  /** We have set something up wrongly. */
  | 'MISCONFIGURED';

export interface Injected {
  readonly name: string;
  readonly meaning: Meaning;
  /** What a rule of the runner says of it, but for the call that it strikes. */
  readonly rule: { readonly fault: object | string; readonly when?: 'AFTER'; readonly times?: number; readonly operation?: undefined };
}

/** Stands in each text of AWS's, to be found in no answer of ours. */
export const AWS_TEXT = 'Only AWS says this';

const SERVICES: Record<string, { readonly client: string; readonly schemas: Record<string, any> }> = {
  'cognito-idp': { client: '@aws-sdk/client-cognito-identity-provider', schemas: cognito },
  's3': { client: '@aws-sdk/client-s3', schemas: s3 },
  'secretsmanager': { client: '@aws-sdk/client-secrets-manager', schemas: secretsManager },
};

/** The exceptions of a command: its documentation alone says which. Of S3's, whose protocol is HTTP itself, the schema says the status. */
const declaredBy = ({ service, operation }: Call): { name: string; status: number }[] => {
  const { client, schemas } = SERVICES[service];
  const text = readFileSync(join(dirname(require.resolve(client)), '..', 'dist-types', 'commands', `${operation}Command.d.ts`), 'utf8');
  return [...text.matchAll(/@throws \{@link (\w+)\} \((client|server) fault\)/g)].map(([, name, fault]) => {
    const { httpError } = schemas[`${name}$`][3];
    return { name, status: (service === 's3' && httpError) || (fault === 'client' ? 400 : 500) };
  });
};

/** What every command of a service may answer besides: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html and its like. */
const COMMON: Record<string, { name: string; status: number }[]> = {
  'cognito-idp': [
    { name: 'ThrottlingException', status: 400 }, { name: 'ServiceUnavailable', status: 503 }, { name: 'InternalFailure', status: 500 },
    { name: 'AccessDeniedException', status: 400 },
  ],
  's3': [
    { name: 'SlowDown', status: 503 }, { name: 'InternalError', status: 500 }, { name: 'ServiceUnavailable', status: 503 },
    { name: 'AccessDenied', status: 403 }, { name: 'NoSuchBucket', status: 404 },
  ],
  'secretsmanager': [
    { name: 'ThrottlingException', status: 400 }, { name: 'ServiceUnavailable', status: 503 }, { name: 'AccessDeniedException', status: 400 },
  ],
};

/** By operation and name. The first that fits says what an exception means; where none does, we have set something up wrongly. */
const MEANINGS: [RegExp, Meaning][] = [
  [/ (TooManyRequests|Throttling|SlowDown|Forbidden)/, 'THROTTLED'],
  [/ (Internal|ServiceUnavailable)/, 'OUTAGE'],
  [/ (CodeMismatch|ExpiredCode|EnableSoftwareTokenMFA|RefreshTokenReuse)/, 'CODE'],
  [/ (InvalidPassword|PasswordHistory)/, 'PASSWORD'],
  // The person, who was found before, is there: it is the group that is not.
  [/^Admin(AddUserTo|RemoveUserFrom)Group ResourceNotFound/, 'STATE'],
  // Those that act on the account for us know no other reason.
  [/^(SignUp|ListUsers|ListUsersInGroup|ListGroups|DescribeUserPool) NotAuthorized/, 'MISCONFIGURED'],
  [/^Admin(?!CreateUser|InitiateAuth|RespondToAuthChallenge)\w+ NotAuthorized/, 'MISCONFIGURED'],
  [/ (LimitExceeded|NotAuthorized|PasswordResetRequired|TooManyFailedAttempts|UnsupportedUserState|UserNotConfirmed|UsernameExists)/, 'STATE'],
  [/ UserNotFound|RevokeUserSession ResourceNotFound/, 'GONE'],
  [/^\w*RespondToAuthChallenge SoftwareTokenMFANotFound/, 'AMBIGUOUS'],
  [/^(?!GetSecretValue)\w+ (AliasExists|CodeDeliveryFailure|InvalidParameter)/, 'AMBIGUOUS'],
  // Post-confirmation, post-authentication and pre-token-generation.
  [/^\w*(ConfirmForgotPassword|ConfirmSignUp|RespondToAuthChallenge|GetTokensFromRefreshToken) .*Lambda/, 'LATE_TRIGGER'],
  [/Lambda/, 'TRIGGER'],
  [/ ConcurrentModification/, 'CONFLICT'],
  [/ NoSuchKey/, 'ABSENT'],
];

const meaningOf = (name: string, operation: string): Meaning => MEANINGS.find(([both]) => both.test(`${operation} ${name}`))?.[1] ?? 'MISCONFIGURED';

const ALWAYS = { times: 0 };
const AFTER = { when: 'AFTER' } as const;
const FAILURE = { name: 'InternalError', status: 500, message: AWS_TEXT };

/** Those that take no longer than a request. */
const QUICK: Injected[] = [
  { name: 'reset', meaning: 'OUTAGE', rule: { fault: 'RESET', ...ALWAYS } },
  { name: 'reset once', meaning: 'HICCUP', rule: { fault: 'RESET' } },
  { name: 'answer lost once', meaning: 'HICCUP', rule: { fault: 'RESET', ...AFTER } },
  { name: 'failure once although done', meaning: 'HICCUP', rule: { fault: FAILURE, ...AFTER } },
  { name: 'slow', meaning: 'SLOW', rule: { fault: { slow: 200 } } },
  { name: 'crash before', meaning: 'CRASH', rule: { fault: 'CRASH' } },
  { name: 'crash after', meaning: 'CRASH', rule: { fault: 'CRASH', ...AFTER } },
];

/** For the first call of a service: all that come after it fail as well. */
export const WHOLE_SERVICE: Injected = { name: 'all of the service', meaning: 'OUTAGE', rule: { fault: 'RESET', operation: undefined, ...ALWAYS } };

/** Those for which a client waits to no avail. */
export const TIME_OUTS: Injected[] = [
  { name: 'no answer', meaning: 'OUTAGE', rule: { fault: 'HANG', ...ALWAYS } },
  { name: 'no answer once although done', meaning: 'HICCUP', rule: { fault: 'HANG', ...AFTER } },
];

const exception = ({ name, status }: { name: string; status: number }, operation: string): Injected => {
  const meaning = meaningOf(name, operation);
  return { name, meaning, rule: { fault: { name, status, message: AWS_TEXT }, ...ALWAYS, ...meaning === 'LATE_TRIGGER' && AFTER } };
};

/** Cognito refuses a wrong client secret by the name that it has for a wrong password. */
const wrongSecret = (declared: { name: string }[]): Injected[] => declared.filter(({ name }) => name === 'NotAuthorizedException').map(({ name }) => ({
  name: `${name} about our client`,
  meaning: 'MISCONFIGURED',
  rule: { fault: { name, status: 400, message: `${AWS_TEXT}: Unable to verify secret hash for client` }, ...ALWAYS },
}));

/** Every fault that a call may meet and that does not keep it waiting. */
export const quickFaultsOf = (call: Call): Injected[] => {
  const declared = declaredBy(call);
  const names = new Set(declared.map(({ name }) => name));
  const common = COMMON[call.service].filter(({ name }) => !names.has(name));
  return [...[...declared, ...common].map((one) => exception(one, call.operation)), ...wrongSecret(declared), ...QUICK];
};
