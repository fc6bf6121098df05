import { isDeepStrictEqual } from 'node:util';
import Ajv from 'ajv';
import { expected, type Expected, type TokenKind } from './expected';
import type { WireAnswer, WireRequest } from './wire';
import { errors, operations, type ErrorCode, type Operation } from '../../src/contract';
import { undocumented } from '../../test/support/documented';

const SECRET = /password|otp|code|token|session/;

/** The secrets that the request carries, but for texts that it carries openly as well. */
const secretsOf = (request: WireRequest): string[] => {
  const parse = (): Record<string, unknown> => {
    try {
      return JSON.parse(request.body!.toString()) ?? {};
    } catch {
      return {};
    }
  };
  const texts = Object.entries(parse()).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length >= 8);
  const open = [request.target, ...texts.filter(([name]) => !SECRET.test(name)).map(([, text]) => text)].join('\n');
  return texts.filter(([name, text]) => SECRET.test(name) && !open.includes(text)).map(([, text]) => text);
};

const HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** The errors that say which fields are to blame. */
const NAMES_FIELDS: readonly ErrorCode[] = ['INVALID_REQUEST', 'PASSWORD_REFUSED', 'PASSKEY_REFUSED', 'FACTOR_NOT_OFFERED', 'FACTOR_NOT_SET_UP', 'FACTOR_REQUIRED'];

const problemsOfError = (body: any, { status, headers }: WireAnswer, want: Expected): string[] => {
  const code = body.code as ErrorCode;
  if (!want.codes?.includes(code)) {
    return [`${code} is not among what it may answer`];
  }
  const { message, error_message, code: _, request_id, fields, ...more } = body;
  const problems: string[] = [];
  const must = (holds: boolean, problem: string) => holds || problems.push(problem);
  must(status === errors[code].status, `${code} has the status ${errors[code].status}`);
  must(message === errors[code].message && error_message === message && typeof request_id === 'string', 'its texts are not the contract\'s');
  must(Object.keys(more).length === 0, `${Object.keys(more)} are no members of an error`);
  must(want.fields === undefined || isDeepStrictEqual(want.fields, fields), `the bad fields are ${JSON.stringify(want.fields)}`);
  // What the schema has let through may still not be offered here, but what every request must have is as it should be.
  must(code !== 'INVALID_REQUEST' || want.fields !== undefined || Object.keys(fields ?? {}).every((name) => want.optional?.includes(name)),
    'it names a field that is right');
  must(fields === undefined || NAMES_FIELDS.includes(code), `${code} names no fields`);
  must(status !== 429 || headers['retry-after'] !== undefined, 'it says no Retry-After');
  return problems;
};

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
/** An answer may get more fields in a later version; one that the schema does not name is a slip today. */
const successes = new Map(Object.values<Operation>(operations)
  .map(({ operation, success }) => [operation, ajv.compile({ ...success.body, additionalProperties: false })]));

const problemsOfSuccess = (body: unknown, { operation }: Operation): string[] => {
  const check = successes.get(operation)!;
  return check(body) ? [] : [`it is no success of ${operation}: ${ajv.errorsText(check.errors)}`];
};

/** What is wrong with an answer; nothing where it is right. */
export const verdict = (request: WireRequest, answer: WireAnswer, kindOf: TokenKind): string[] => {
  const want = expected(request, kindOf);
  const { status, text, headers } = answer;
  if (want.gateway?.includes(status) && (status === 204 || request.method === 'HEAD' || /^\{"message":"[A-Z][A-Za-z ]+"\}$/.test(text))) {
    return [];
  }
  let body: any;
  try {
    body = JSON.parse(text);
  } catch {
    return ['it is no JSON'];
  }
  const problems = Object.entries(HEADERS).filter(([name, value]) => headers[name] !== value).map(([name, value]) => `${name} is not ${value}`);
  const slip = undocumented(request.method, request.target, { status, headers: new Headers(), body });
  if (slip) {
    problems.push(slip);
  }
  if (body?.code !== undefined) {
    problems.push(...problemsOfError(body, answer, want));
  } else if (want.success?.success.status === status) {
    problems.push(...problemsOfSuccess(body, want.success));
  } else {
    problems.push(`expected ${[...want.gateway ?? [], ...want.codes ?? [], want.success?.success.status ?? ''].join(' ')}`);
  }
  return problems.concat(secretsOf(request).some((secret) => text.includes(secret)) ? ['it repeats a secret of the request'] : []);
};
