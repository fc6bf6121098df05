import type { ApiError } from './api-error';
import type { Clock } from './clock';

const MOST_RETRIES = 2;
const LONGEST_WAIT = 20_000;
const FIRST_WAIT = 300;

/** Of these a gateway answers that a request has not been dealt with, or that nobody knows. */
const UNCERTAIN = [429, 502, 503, 504];

/**
 * Milliseconds until a failed call is to be made again, or undefined where it is not. What the API itself asks to be sent later is; of all else only
 * what reads, since a code may be spent or a mail sent though no answer came. Never all clients at the same moment.
 */
export const waitBeforeRetry = ({ status, code, retryAfter }: ApiError, method: string, attempt: number, clock: Clock): number | undefined => {
  if (attempt >= MOST_RETRIES) {
    return undefined;
  }
  if ((status === 429 || status === 503) && retryAfter !== undefined) {
    const wait = retryAfter * 1000 + clock.random() * FIRST_WAIT;
    return wait <= LONGEST_WAIT ? wait : undefined;
  }
  return method === 'GET' && (code === 'NETWORK_ERROR' || UNCERTAIN.includes(status))
    ? (1 + clock.random()) * FIRST_WAIT * 2 ** attempt
    : undefined;
};
