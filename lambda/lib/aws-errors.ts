import { HttpError, isHttpError } from './http-error';
import type { ErrorCode } from '../../src/contract';

/** Exceptions that mean the same wherever they come from. Every other one is for the handler to understand; one that it does not is our fault. */
const everywhere: Record<string, ErrorCode> = {
  TooManyRequestsException: 'TOO_MANY_REQUESTS',
  LimitExceededException: 'TOO_MANY_REQUESTS',
  TooManyFailedAttemptsException: 'TOO_MANY_REQUESTS',
  ThrottlingException: 'TOO_MANY_REQUESTS',
  // The pool's web ACL, which sees our functions' addresses.
  ForbiddenException: 'TOO_MANY_REQUESTS',
  // A trigger of the user's own refuses the person, or could not be asked.
  UserLambdaValidationException: 'FORBIDDEN',
  UnexpectedLambdaException: 'SERVICE_UNAVAILABLE',
  // Two requests about the same account in the same moment: the later one may go on in a while.
  ConcurrentModificationException: 'SERVICE_UNAVAILABLE',
  SlowDown: 'SERVICE_UNAVAILABLE',
  InternalErrorException: 'SERVICE_UNAVAILABLE',
  InternalServiceError: 'SERVICE_UNAVAILABLE',
  InternalError: 'SERVICE_UNAVAILABLE',
  ServiceUnavailable: 'SERVICE_UNAVAILABLE',
  RequestTimeout: 'SERVICE_UNAVAILABLE',
  TimeoutError: 'SERVICE_UNAVAILABLE',
};

/** Seconds; a client that waits so long has a fair chance. */
export const RETRY_AFTER = 5;

interface AwsError extends Error {
  readonly code?: string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** The contract's error for whatever a handler threw, or undefined where only "internal error" is true. */
export const httpErrorOf = (error: unknown): HttpError | undefined => {
  if (isHttpError(error)) {
    return error;
  }
  const { name, code, $metadata } = error as AwsError;
  // The service failed (5xx), or never answered: a connection error has a system code such as ECONNRESET.
  const unreachable = ($metadata?.httpStatusCode ?? 0) >= 500 || /^E(?!RR_)[A-Z_]+$/.test(code ?? '');
  const known = everywhere[name] ?? (unreachable ? 'SERVICE_UNAVAILABLE' : undefined);
  return known && new HttpError(known, undefined, RETRY_AFTER, error);
};

/** Whether nobody knows what has become of the call: the service failed, or its answer never came. */
export const isOutage = (error: unknown): boolean => httpErrorOf(error)?.code === 'SERVICE_UNAVAILABLE';

/** A trigger of the user's own has failed. */
const TRIGGER_FAILURES = ['InvalidLambdaResponseException', 'UnexpectedLambdaException', 'UserLambdaValidationException'] as const;

/** Whether a call that sets something may have done so: nobody knows, or a trigger failed that Cognito calls afterwards. */
export const mayHaveWorked = (error: unknown): boolean => isOutage(error) || isOneOf(error, TRIGGER_FAILURES);

/**
 * What Cognito may say about an account, or about the limits of that account. On operations that anyone may call these all get one answer,
 * the one that an unknown email gets.
 */
export const ACCOUNT_STATE = [
  'AliasExistsException',
  'CodeDeliveryFailureException',
  'CodeMismatchException',
  'ExpiredCodeException',
  'InvalidParameterException',
  'LimitExceededException',
  'NotAuthorizedException',
  'PasswordResetRequiredException',
  'TooManyFailedAttemptsException',
  'UnsupportedUserStateException',
  'UserNotConfirmedException',
  'UserNotFoundException',
  'UsernameExistsException',
] as const;

/** What must not be told before anything is proven: a trigger runs only for a known account, so that its failure would tell of one. */
export const UNTOLD = [...ACCOUNT_STATE, ...TRIGGER_FAILURES] as const;

/** Cognito reports a wrong client secret as if the person were not authorized; that is our failure, not theirs. */
const isAboutTheClient = (error: Error) => /secret hash|SECRET_HASH|client secret/i.test(error.message);

export const isOneOf = (error: unknown, names: readonly string[]): error is Error =>
  error instanceof Error && names.includes(error.name) && !isAboutTheClient(error);

/**
 * Whether Cognito looks at no further attempt for a while, after five wrong passwords or codes:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export const isLockout = (error: unknown) => isOneOf(error, ['NotAuthorizedException']) && /attempts exceeded/i.test(error.message);

/** For `.catch`: answers `code` to the exceptions named, and passes on every other one. */
export const answering = (code: ErrorCode, names: readonly string[], fields?: Record<string, string>) => (error: unknown): never => {
  throw isOneOf(error, names) ? new HttpError(code, fields, undefined, error) : error;
};

/** For `.catch`: goes on with `instead` after the exceptions named. */
export const taking = <Value>(instead: Value, names: readonly string[]) => (error: unknown): Value => {
  if (isOneOf(error, names)) {
    return instead;
  }
  throw error;
};
