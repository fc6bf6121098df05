import { fuzz, type FuzzReport } from '../../scripts/fuzz/run';
import { verdict } from '../../scripts/fuzz/verdict';
import type { WireAnswer, WireRequest } from '../../scripts/fuzz/wire';
import { errors, operations, type ErrorCode } from '../../src/contract';
import { fullStack } from '../support/default-stack';
import { failingSteps } from '../support/life';
import { LocalApi } from '../support/local';

/** The short form of `npm run fuzz`, of one seed. No route gets more requests than its burst allows. */
const REQUESTS = 800;

describe('whatever is sent to any operation', () => {
  let api: LocalApi;
  let report: FuzzReport;
  beforeAll(async () => {
    api = await LocalApi.start(fullStack());
    report = await fuzz(api, { requests: REQUESTS, seed: 20, casts: 1 });
  });
  afterAll(() => api?.stop());

  test('is answered as the contract says', () => {
    expect(report.findings).toEqual([]);
    // The same number to each operation.
    const rows = Object.keys(operations).length;
    expect(report.sent).toBe(rows * Math.ceil(REQUESTS / rows));
  });

  test('gets deep: there are successes, and refusals of each kind', () => {
    const codes = Object.values(report.answers).flatMap((answers) => Object.keys(answers));
    expect(codes).toEqual(expect.arrayContaining([
      '200', '201', '401', '404', 'INVALID_REQUEST', 'MALFORMED_BODY', 'UNSUPPORTED_MEDIA_TYPE', 'BODY_TOO_LARGE', 'INVALID_CREDENTIALS', 'INVALID_TOKEN',
    ]));
  });

  test('leaves an API through which an account\'s whole life passes', async () => {
    expect(await failingSteps(api)).toEqual([]);
  });
});

describe('what the fuzzing would find', () => {
  const password = 'Tr0ubled&Waters-8';
  const login = (body: unknown, headers: WireRequest['headers'] = [['content-type', 'application/json']]): WireRequest =>
    ({ method: 'POST', target: '/v1/login', headers, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) });
  const words = `must be ${operations['POST /v1/login'].body.properties.email.description}`;
  const valid = login({ email: 'nobody@example.com', password });
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  const answer = (status: number, body: unknown, more = {}): WireAnswer => ({ status, headers: { ...headers, ...more }, text: JSON.stringify(body) });
  const refusal = (code: ErrorCode, more = {}): WireAnswer => {
    const { status, message } = errors[code];
    return answer(status, { message, error_message: message, code, request_id: 'x', ...more });
  };
  const nobody = () => undefined;

  test.each<[string, WireRequest, WireAnswer]>([
    ['a refusal of the row', valid, refusal('INVALID_CREDENTIALS')],
    ['a success', valid, answer(200, { email: 'nobody@example.com', verification_type: 'SOFTWARE_TOKEN_MFA', verification_session: 'x' })],
    ['a bad field, named', login({ email: 'nobody', password }), refusal('INVALID_REQUEST', { fields: { email: words } })],
    ['API Gateway\'s 404', { ...valid, method: 'PUT' }, answer(404, { message: 'Not Found' })],
    ['API Gateway\'s 401', { method: 'GET', target: '/v1/userinfo', headers: [] }, answer(401, { message: 'Unauthorized' })],
  ])('is not %s', (_, request, right) => {
    expect(verdict(request, right, nobody)).toEqual([]);
  });

  test.each<[string, WireRequest, WireAnswer]>([
    ['a failure of ours', valid, refusal('INTERNAL_ERROR')],
    ['an outage', valid, refusal('SERVICE_UNAVAILABLE')],
    ['a crash', valid, answer(500, { message: 'Internal Server Error' })],
    ['an error that the row does not have', valid, refusal('USER_NOT_FOUND')],
    ['an error of another status', valid, { ...refusal('INVALID_CREDENTIALS'), status: 400 }],
    ['an error of other words', valid, refusal('INVALID_CREDENTIALS', { message: 'UserNotFoundException' })],
    ['a stack', valid, refusal('INVALID_CREDENTIALS', { stack: ['at login.ts'] })],
    ['no JSON', valid, { status: 401, headers, text: '<html>' }],
    ['a cached answer', valid, { ...refusal('INVALID_CREDENTIALS'), headers: { ...headers, 'cache-control': 'public' } }],
    ['a 429 that does not say how long', valid, refusal('TOO_MANY_REQUESTS')],
    ['a password that comes back', login({ email: 'x', password }), refusal('INVALID_REQUEST', { fields: { email: password } })],
    ['a success with a field more', valid, answer(200, { email: 'nobody@example.com', password_hash: 'x' })],
    ['a valid request that is called invalid', valid, refusal('INVALID_REQUEST', { fields: { email: words } })],
    ['an invalid request that is let in', login({ email: 'nobody' }), refusal('INVALID_CREDENTIALS')],
    ['an unknown field that is let in', login({ email: 'nobody@example.com', password, admin: true }), refusal('INVALID_CREDENTIALS')],
    ['a bad field that is not named', login({ email: 'nobody' }), refusal('INVALID_REQUEST', { fields: { email: words } })],
    ['a good field that is named', login({ email: 'x', password }), refusal('INVALID_REQUEST', { fields: { email: words, password: words } })],
    ['a bad field in other words', login({ email: 'x', password }), refusal('INVALID_REQUEST', { fields: { email: 'SyntaxError' } })],
    ['a body that is no JSON', login('{"email"'), refusal('INVALID_CREDENTIALS')],
    ['a body of another type', login({}, [['content-type', 'text/plain']]), refusal('INVALID_REQUEST', { fields: { email: words } })],
    ['a forged token that is let in', { method: 'GET', target: '/v1/userinfo', headers: [['authorization', 'Bearer x']] }, refusal('INVALID_TOKEN')],
  ])('is %s', (_, request, wrong) => {
    expect(verdict(request, wrong, nobody)).not.toEqual([]);
  });

  test('is a genuine token that is refused', () => {
    const request: WireRequest = { method: 'GET', target: '/v1/userinfo', headers: [['Authorization', 'bearer genuine']] };
    expect(verdict(request, answer(401, { message: 'Unauthorized' }), () => 'access')).not.toEqual([]);
  });
});
