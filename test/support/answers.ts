import { errors, type ErrorCode } from '../../src/contract';
import type { Answer } from './local';

/** Exactly this answer, whatever its headers are. */
export const answer = (status: number, body: object) => ({ status, headers: expect.anything(), body });

/** Exactly an error of the contract; `fields` names the bad fields. */
export const failure = (status: number, code: ErrorCode, fields?: Record<string, unknown>) => {
  const { message } = errors[code];
  return answer(status, { message, error_message: message, code, request_id: expect.any(String), ...fields && { fields } });
};

/** What API Gateway answers where a token is missing, forged, expired or of another client. */
export const unauthorized = answer(401, { message: 'Unauthorized' });

/** What a stranger can tell two answers apart by: all but the caller's own email, and what differs each time. */
export const visible = ({ status, headers, body }: Answer) => {
  const { email, user_id, request_id, ...rest } = body;
  return {
    status,
    headers: Object.fromEntries([...headers].filter(([name]) => !['apigw-requestid', 'date'].includes(name))),
    keys: Object.keys(body),
    kinds: [email, user_id, request_id].map((value) => typeof value),
    rest,
  };
};
