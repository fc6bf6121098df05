import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { errorCodesOf } from '../../scripts/error-codes';
import { errors, operations, type Operation } from '../../src/contract';
import { documentedOperation, undocumented } from '../support/documented';

const root = resolve(__dirname, '..', '..');
const document = JSON.parse(readFileSync(resolve(root, 'docs', 'openapi.json'), 'utf8'));
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).addSchema({ $id: 'openapi.json', ...document });
const rows = Object.entries<Operation>(operations);
const operationOf = (routeKey: string) => {
  const [method, path] = routeKey.split(' ');
  return document.paths[path][method.toLowerCase()];
};
const resolved = (value: any): any => value.$ref ? value.$ref.split('/').slice(1).reduce((found: any, part: string) => found[part], document) : value;

/** References within a schema are to the whole document. */
const absolute = (schema: unknown) => JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"openapi.json#'));
const problemsOf = (schema: unknown, value: unknown): string => {
  const validate = ajv.compile(absolute(schema));
  return validate(value) ? '' : ajv.errorsText(validate.errors);
};

test('passes Redocly\'s strict rules', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    resolve(root, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js'), 'lint', 'docs/openapi.json', '--format', 'summary',
  ], { cwd: root, encoding: 'utf8', env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } });
  expect({ status, problems: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, problems: '' });
});

test('relaxes no rule, and ignores nothing', () => {
  expect(readFileSync(resolve(root, 'redocly.yaml'), 'utf8').replace(/^#.*\n/gm, '')).toBe('extends:\n  - recommended-strict\ntelemetry: off\n');
});

test('has just the operations of the contract', () => {
  const named = Object.values<any>(document.paths).flatMap((item) => Object.values<any>(item)).map(({ operationId }) => operationId);
  expect(named.sort()).toEqual(rows.map(([, { operation }]) => operation).sort());
});

describe.each(rows)('%s', (routeKey, row) => {
  const { responses, requestBody, parameters = [], security } = operationOf(routeKey);

  test('names every error that it can answer, by its status', () => {
    const named = Object.entries<any>(responses).flatMap(([status, response]) => Object.keys(resolved(response).content['application/json'].examples)
      .filter((name) => name in errors).map((code) => `${status} ${code}`));
    expect(named.sort()).toEqual(errorCodesOf(row).map((code) => `${errors[code].status} ${code}`).sort());
  });

  test('asks for what its row says', () => {
    expect(security.some((one: object) => Object.keys(one).length === 0)).toBe(row.access === 'ANYONE');
    expect(requestBody !== undefined).toBe(row.body !== undefined);
    expect(parameters.map(({ in: place, name }: any) => `${place} ${name}`)).toEqual([
      ...Object.keys(row.path?.properties ?? {}).map((name) => `path ${name}`), ...Object.keys(row.query?.properties ?? {}).map((name) => `query ${name}`),
    ]);
  });

  test('has examples that its schemas allow', () => {
    const contents = [...requestBody ? [requestBody] : [], ...Object.values(responses).map(resolved)].map(({ content }: any) => content['application/json']);
    for (const { schema, examples } of contents) {
      const values = Object.values<any>(examples).map(resolved);
      expect(values.length).toBeGreaterThan(0);
      expect(values.map(({ value }) => problemsOf(schema, value)).join('')).toBe('');
    }
    expect(parameters.map(({ schema, example }: any) => problemsOf(schema, example)).join('')).toBe('');
  });
});

test('waiting is said in seconds where it helps', () => {
  for (const name of ['TOO_MANY_REQUESTS', 'SERVICE_UNAVAILABLE']) {
    expect(Object.keys(document.components.responses[name].headers)).toEqual(['Retry-After']);
  }
});

describe('answers are held against it', () => {
  const headers = new Headers();
  const setsCookie = new Headers({ 'set-cookie': '__Host-refresh_token=x; Path=/' });
  const tokens = { id_token: 'a.b.c', access_token: 'a.b.c', expires_in: 3600 };
  const refusal = { message: 'x', error_message: 'x', code: 'INVALID_CREDENTIALS', request_id: 'x' };

  test('where they are as it says', () => {
    expect(undocumented('POST', '/v1/mfa-verify', { status: 200, headers, body: { ...tokens, refresh_token: 'x' } })).toBeUndefined();
    expect(undocumented('POST', '/v1/login', { status: 401, headers, body: refusal })).toBeUndefined();
    expect(undocumented('GET', '/v1/userinfo', { status: 401, headers, body: { message: 'Unauthorized' } })).toBeUndefined();
  });

  test('fails where a field is missing, a code is another operation\'s, or a status is not named', () => {
    expect(undocumented('POST', '/v1/mfa-verify', { status: 200, headers, body: tokens })).toMatch(/^mfa-verify answered 200 .*refresh_token/);
    expect(undocumented('GET', '/v1/userinfo', { status: 401, headers, body: refusal })).toMatch(/^userinfo answered 401 /);
    expect(undocumented('POST', '/v1/login', { status: 418, headers, body: {} })).toMatch(/^login answered 418, which docs\/openapi.json does not name/);
    expect(undocumented('POST', '/v1/login', { status: 401, headers, body: { ...refusal, message: undefined } })).toMatch(/message/);
  });

  test('in cookie mode, where the refresh token is in no body', () => {
    expect(undocumented('POST', '/v1/mfa-verify', { status: 200, headers: setsCookie, body: tokens })).toBeUndefined();
    expect(undocumented('POST', '/v1/mfa-verify', { status: 200, headers: setsCookie, body: { ...tokens, refresh_token: 'x' } })).toMatch(/beside its cookie/);
  });

  test('with a prefix, a query string, and a literal path before one with parameters', () => {
    expect(documentedOperation('POST', '/auth/v1/login?x=1')?.operation.operationId).toBe('login');
    expect(documentedOperation('POST', '/v1/passkeys/start')?.operation.operationId).toBe('start-passkey');
    expect(documentedOperation('DELETE', '/v1/passkeys/start')?.operation.operationId).toBe('delete-passkey');
  });

  test('unless they are no operation\'s', () => {
    expect(documentedOperation('GET', '/_local/messages')).toBeUndefined();
    expect(undocumented('GET', '/v1/reports', { status: 418, headers, body: '' })).toBeUndefined();
  });
});
