import type { ErrorCode } from '../../src/contract';

/** An error of the contract. Anything else that is thrown is answered as INTERNAL_ERROR without detail. */
export class HttpError extends Error {
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
