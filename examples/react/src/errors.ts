import { ApiError } from 'cognito-auth-api-client';

/** The person closed a dialog: nothing happened, and nothing is wrong. */
export class Cancelled extends Error {}

const seconds = (count: number): string => count === 1 ? '1 second' : count < 120 ? `${count} seconds` : `${Math.ceil(count / 60)} minutes`;

const wait = (retryAfter: number | undefined, otherwise: string): string => retryAfter ? `Please try again in ${seconds(retryAfter)}.` : otherwise;

/** What people read about something that failed. The API's own messages are made for them; what comes from in between is not. */
export function wordsOf(error: unknown): string | undefined {
  if (error instanceof Cancelled) {
    return undefined;
  }
  if (!(error instanceof ApiError)) {
    return isRefusedByPerson(error)
      ? 'The passkey was not used: it was cancelled, took too long, or there is none for this site on the device. Please try again.'
      : error instanceof Friendly ? error.message : 'Something went wrong in this page. Please reload it and try again.';
  }
  const { code, status, message, retryAfter } = error;
  switch (true) {
    case code === 'NETWORK_ERROR':
      return 'The service cannot be reached. Please check your connection and try again.';
    case code === 'TIMEOUT':
      return 'The service takes too long to answer. Please try again.';
    case status === 429:
      return `That was too often. ${wait(retryAfter, 'Please wait a moment and try again.')}`;
    case status === 503:
      return `The service is not available at the moment. ${wait(retryAfter, 'Please try again.')}`;
    case code === 'GATEWAY_ERROR' && status === 401:
      return 'You are no longer signed in. Please sign in again.';
    case code === 'GATEWAY_ERROR' && status === 403:
      return 'You are not allowed to do that.';
    case status >= 500:
      return 'Something went wrong on our side. Please try again.';
    default:
      return message;
  }
}

/** Something that failed here, in words for people. */
export class Friendly extends Error {}

/** WebAuthn tells pages no more than that. */
const isRefusedByPerson = (error: unknown): boolean => error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name);

export const fieldsOf = (error: unknown): Record<string, string> => error instanceof ApiError ? { ...error.fields } : {};

export const hasCode = (error: unknown, ...codes: string[]): boolean => error instanceof ApiError && codes.includes(error.code);
