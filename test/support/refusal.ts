import type { Answer } from './local';
import { errors, type ErrorCode } from '../../src/contract';

/** Expects exactly the contract's error body, and the headers that go with it. */
export const expectRefusal = ({ status, headers, body }: Answer, code: ErrorCode, fields?: unknown): void => {
  const { message } = errors[code];
  expect(body).toEqual({ message, error_message: message, code, request_id: expect.any(String), ...fields !== undefined && { fields } });
  expect(status).toBe(errors[code].status);
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(headers.get('cache-control')).toBe('no-store');
};

/** Expects API Gateway's own answer, which no function has seen. */
export const expectGatewayRefusal = ({ status, body }: Answer, expected: 401 | 403): void => {
  expect(body).toEqual({ message: expected === 401 ? 'Unauthorized' : 'Forbidden' });
  expect(status).toBe(expected);
};

/** Headers and fields that differ from request to request. */
const PER_REQUEST = ['apigw-requestid', 'content-length', 'date', 'request_id'];

const without = (entries: Iterable<[string, unknown]>) => Object.fromEntries([...entries].filter(([name]) => !PER_REQUEST.includes(name)));

/** What a caller could tell two answers apart by; the ids of the requests are none of it. */
export const visible = ({ status, headers, body }: Answer) =>
  ({ status, headers: without(headers.entries()), body: without(Object.entries(body)) });
