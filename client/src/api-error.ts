import type { ErrorCode } from './contract';

/** The contract's codes; what no answer was got for; and answers that API Gateway, or whatever stands before it, gave by itself. */
export type ApiErrorCode = ErrorCode | 'NETWORK_ERROR' | 'TIMEOUT' | 'GATEWAY_ERROR';

export interface ApiErrorDetails {
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** Routes of your own may answer codes of their own. */
  readonly code: ApiErrorCode | (string & {});
  /** For people, in plain words. */
  readonly message: string;
  /** What is wrong with each bad field, by its name. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Seconds until another try makes sense. */
  readonly retryAfter?: number;
  /** Finds the request in the API's log. */
  readonly requestId?: string;
}

/** Why a call failed. It holds nothing of the request, so that it can be logged. */
export class ApiError extends Error implements ApiErrorDetails {
  public readonly status: number;
  public readonly code: ApiErrorCode | (string & {});
  public readonly fields?: Readonly<Record<string, string>>;
  public readonly retryAfter?: number;
  public readonly requestId?: string;

  public constructor({ message, status, code, fields, retryAfter, requestId }: ApiErrorDetails) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.retryAfter = retryAfter;
    this.requestId = requestId;
  }
}

/** As the API itself would refuse a call without a token that it takes. */
export const notSignedIn = () => new ApiError({ status: 401, code: 'INVALID_TOKEN', message: 'You are not signed in, or no longer. Please sign in again.' });

export const isRefusedToken = (error: unknown): boolean => error instanceof ApiError && error.code === 'INVALID_TOKEN';
