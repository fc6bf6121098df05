import Ajv2020 from 'ajv/dist/2020';
import type { Answer } from './caller';
import { REFRESH_TOKEN_COOKIE } from '../../src/contract/cookie';
import { ErrorCode, errors } from '../../src/contract/errors';
import type { Operation } from '../../src/contract/operation';
import type { ObjectSchema } from '../../src/contract/schema';

export interface Expected {
  /** The refusal, by its code, or by the status of API Gateway's own; any of them does. Without it, the operation's success. */
  readonly refused?: ErrorCode | GatewaysOwn | readonly (ErrorCode | GatewaysOwn)[];
  /** Fields of the answer that have just this value. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What API Gateway answers without asking a function. */
export type GatewaysOwn = 401 | 403;

/** Not strict: descriptions and the like are no rules. */
const ajv = new Ajv2020({ strict: false, allErrors: true });

/**
 * How an answer differs from what the contract says; empty where it does not. Values of an answer are never quoted, for they may be tokens: only codes,
 * statuses, and what was expected.
 */
export function differences(row: Operation, { refused, fields = {} }: Expected, answer: Answer): string[] {
  const refusals = refused === undefined ? [] : [refused].flat() as (ErrorCode | GatewaysOwn)[];
  const code: string | undefined = answer.body?.code;
  if (refusals.length === 0) {
    if (answer.status !== row.success.status) return [`expected ${row.success.status}, got ${summary(answer)}`];
    return [
      ...cookieDifferences(row, answer), ...bodyDifferences(schemaOf(row, answer), answer.body), ...valueDifferences(fields, answer.body),
      ...headerDifferences(answer),
    ];
  }
  const met = refusals.find((one) => typeof one === 'number' ? one === answer.status && code === undefined : one === code);
  if (met === undefined) return [`expected ${refusals.map(named).join(' or ')}, got ${summary(answer)}`];
  if (typeof met === 'number') {
    return typeof answer.body?.message === 'string' ? [] : ['expected API Gateway\'s own answer, {"message": ...}, got something else'];
  }
  if (answer.status !== errors[met].status) return [`expected ${named(met)}, got ${summary(answer)}`];
  return [...refusalDifferences(answer), ...headerDifferences(answer)];
}

const named = (refusal: ErrorCode | GatewaysOwn): string =>
  typeof refusal === 'number' ? `API Gateway's ${refusal}` : `${errors[refusal].status} ${refusal}`;

/** The status, and of a refusal its code and its request, by which the log has more. */
export function summary({ status, body, headers }: Answer): string {
  const request = body?.request_id ?? headers.get('apigw-requestid');
  const code = typeof body?.code === 'string' && body.code in errors ? ` ${body.code}` : body === undefined ? ' without JSON' : '';
  const fields = typeof body?.fields === 'object' && body.fields !== null ? ` for ${Object.keys(body.fields).join(', ')}` : '';
  return `${status}${code}${fields}${typeof request === 'string' ? ` (request ${request.slice(0, 64)})` : ''}`;
}

/** In cookie mode the refresh token leaves the body. */
function schemaOf({ success: { body }, cookieMode }: Operation, answer: Answer): ObjectSchema {
  return cookieMode?.answer === 'SETS' && cookieOf(answer) ? { ...body, required: body.required.filter((name) => name !== 'refresh_token') } : body;
}

const cookieOf = ({ headers }: Answer): string | undefined => headers.getSetCookie().find((one) => one.startsWith(`${REFRESH_TOKEN_COOKIE}=`));

function cookieDifferences({ cookieMode }: Operation, answer: Answer): string[] {
  const cookie = cookieOf(answer);
  if (cookie === undefined) return [];
  const attributes = cookie.split(';').slice(1).map((part) => part.trim().toLowerCase());
  const missing = ['path=/', 'httponly', 'secure', 'samesite=strict'].filter((attribute) => !attributes.includes(attribute));
  const cleared = attributes.includes('max-age=0');
  return [
    ...cookieMode ? [] : ['expected no cookie, got one'],
    ...missing.map((attribute) => `expected the cookie to be ${attribute}, and it is not`),
    ...cookieMode && cleared !== (cookieMode.answer === 'CLEARS') ? [`expected the cookie to be ${cleared ? 'set' : 'cleared'}, and it is not`] : [],
    ...answer.body?.refresh_token === undefined ? [] : ['expected no refresh_token in the body beside the cookie, got one'],
  ];
}

function bodyDifferences(schema: ObjectSchema, body: unknown): string[] {
  // Ajv keeps what it has compiled of a schema.
  const validate = ajv.compile(schema);
  if (validate(body)) return [];
  // The instance is not quoted, see above.
  return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(({ instancePath, message }) =>
    `expected a body as the contract has it, got one whose ${instancePath.split('/').slice(1).join('.') || 'whole'} ${message}`);
}

function valueDifferences(fields: Readonly<Record<string, unknown>>, body: any): string[] {
  return Object.entries(fields).filter(([name, value]) => JSON.stringify(body?.[name]) !== JSON.stringify(value))
    .map(([name, value]) => `expected ${name} to be ${JSON.stringify(value)}, got ${body?.[name] === undefined ? 'none' : 'another value'}`);
}

function refusalDifferences({ body, headers }: Answer): string[] {
  const request = headers.get('apigw-requestid');
  return [
    ...['message', 'error_message', 'request_id'].filter((name) => typeof body[name] !== 'string' || body[name] === '').map((name) => `expected a text as ${name}, got none`),
    ...body.message === body.error_message ? [] : ['expected message and error_message to be the same, and they differ'],
    ...request === null || request === body.request_id ? [] : ['expected the request_id of the header apigw-requestid, got another one'],
  ];
}

/** What every function of ours sends along. */
const HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

function headerDifferences({ headers }: Answer): string[] {
  return Object.entries(HEADERS).filter(([name, value]) => headers.get(name)?.toLowerCase() !== value)
    .map(([name, value]) => `expected the header ${name}: ${value}, got ${headers.get(name) ?? 'none'}`);
}
