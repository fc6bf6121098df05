import type { ErrorCode } from '../../src/contract';

/** An error of the contract. Anything else that is thrown is answered as INTERNAL_ERROR without detail. */
export class HttpError extends Error {
  public readonly name = 'HttpError';

  constructor(
    readonly code: ErrorCode,
    /** What is wrong with each bad field, in words. */
    readonly fields?: Record<string, string>,
    /** Seconds until a retry makes sense. */
    readonly retryAfter?: number,
    /** What AWS said: for the log, never for the caller. */
    cause?: unknown,
  ) {
    super(code, { cause });
  }
}

/** Whether it is one, and has one of the codes. */
export const isHttpError = (error: unknown, ...codes: ErrorCode[]): error is HttpError =>
  error instanceof HttpError && (codes.length === 0 || codes.includes(error.code));
