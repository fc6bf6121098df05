import { OAuthError } from './response';
import { Fault } from '../errors';

/** [M] That the description is the API's text, and what a failed trigger answers, is unverified. */
export const asGrantError = (error: unknown): unknown => error instanceof Fault ? new OAuthError('invalid_grant', error.message) : error;
