import type { Context } from 'aws-lambda';
import { RETRY_AFTER } from './aws-errors';
import { HttpError } from './http-error';

/** Milliseconds before the end of the function's time in which an answer still gets out. */
const MARGIN = 500;

/** The answer, or SERVICE_UNAVAILABLE where AWS keeps us waiting until the function's time is up: else the caller would get API Gateway's bare 500. */
export const inTime = async <T>(answer: Promise<T>, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new HttpError('SERVICE_UNAVAILABLE', undefined, RETRY_AFTER)), context.getRemainingTimeInMillis() - MARGIN);
  });
  return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
};
