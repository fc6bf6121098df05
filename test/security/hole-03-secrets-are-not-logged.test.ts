import { DescribeUserPoolClientCommand, ListUserPoolClientsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { operations } from '../../src/contract';
import { awsOf } from '../support/aws';
import { LocalApi } from '../support/local';
import { bearer, Person, secretOf } from '../support/person';

/** Fields whose values may be logged, since they are of a known set, or name the request. */
const HARMLESS = ['code', 'content-type', 'error_message', 'message', 'request_id', 'status', 'user_status'];

/** All texts in a value, whatever their depth; bodies that are no JSON are one. */
const textsIn = (value: unknown, name = ''): string[] => {
  if (typeof value === 'string') {
    return HARMLESS.includes(name) ? [] : [value.replace(/^Bearer /, '')];
  }
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => textsIn(inner, key)) : [];
};

const API_KEY = 'planted-api-key-Q7';

/** Everything that went over the wire, in either direction. */
const sent = new Set<string>();

/** Sends an API key with each call, and takes down what is sent and answered. */
const recorded = (api: LocalApi): LocalApi => {
  const call = api.call.bind(api);
  api.call = async (route, body, headers = {}) => {
    if (route.includes('/_local/')) {
      return call(route, body, headers);
    }
    const all = { ...headers, 'x-api-key': API_KEY };
    const answer = await call(route, body, all);
    const ids = route.split('/').filter((part) => part.length === 36);
    [...ids, ...textsIn(body), ...textsIn(all), ...textsIn(answer.body)].forEach((text) => sent.add(text));
    return answer;
  };
  return api;
};

/** A text as a log could hold it: as it is, as JSON, in an address, in base64. Of a long one 32 characters are enough, of a token those of a part. */
const forms = (text: string): string[] => {
  const parts = [text, text.slice(-32), ...text.split('.')].filter((part) => part.length >= 32).map((part) => part.slice(0, 32));
  return [...text.length > 64 ? parts : [text], JSON.stringify(text).slice(1, -1), encodeURIComponent(text), Buffer.from(text).toString('base64').replace(/=+$/, '')];
};

/** Whether the log has the text; six digits must stand alone, since they may well be part of something longer. */
const isIn = (log: string, text: string): boolean =>
  /^\d{6}$/.test(text) ? new RegExp(`(?<![A-Za-z0-9])${text}(?![A-Za-z0-9])`).test(log) : log.toLowerCase().includes(text.toLowerCase());

let api: LocalApi;
let ada: Person;
let clientSecret: string;
const seeds: string[] = [];
const mailed: string[] = [];
const passwords = ['Wrong*Plant-00', 'Quiet#Harbour-77', 'Slow&Certain-Tide5'];

/** Each operation once with success and once without, as a client might call it. */
beforeAll(async () => {
  api = recorded(await LocalApi.start());
  const aws = await awsOf(api);
  const { UserPoolClients } = await aws.cognito.send(new ListUserPoolClientsCommand({ UserPoolId: aws.UserPoolId }));
  const { ClientId } = UserPoolClients![0];
  const { UserPoolClient } = await aws.cognito.send(new DescribeUserPoolClientCommand({ UserPoolId: aws.UserPoolId, ClientId }));
  clientSecret = UserPoolClient!.ClientSecret!;

  ada = new Person(api, 'Zacharias Quillfeather');
  const { email } = ada;
  const ok = async (answer: ReturnType<LocalApi['call']>) => {
    const { status, body } = await answer;
    if (status >= 300) {
      throw new Error(JSON.stringify(body));
    }
    return body;
  };
  const fails = async (answer: ReturnType<LocalApi['call']>) => {
    const { status } = await answer;
    if (status < 400 || status >= 500) {
      throw new Error(`Not a failure of the caller's: ${status}`);
    }
  };
  const mail = async () => {
    mailed.push(secretOf(await api.mail(email)));
    return mailed.at(-1)!;
  };
  const path = (name: string, id = ada.userId) => `POST /v1/users/${id}/${name}`;
  const [wrong, changed, recovered] = passwords;

  const bad = { full_name: 'Planted Badname', mobile_phone_number: 'planted-bad-number', planted_field: 'planted-value' };
  await fails(api.call('POST /v1/users', { ...bad, email }));
  await ok(ada.register());
  await mail();
  await fails(api.call('POST /v1/resend-confirmation-code', `{"email": "planted-unparsed@example.com", "x": ${wrong}`));
  await api.advance(300);
  await ok(api.call('POST /v1/resend-confirmation-code', { email }));
  await mail();
  await fails(api.call(path('confirm'), { email, temporary_password: wrong, new_password: ada.password }));
  seeds.push((await ok(ada.confirm())).qr_code_secret);
  await fails(api.call(path('confirm-mfa'), { email, otp: '135790' }));
  await ok(ada.confirmMfa());

  await fails(ada.login(wrong));
  const { verification_session } = await ok(ada.login());
  await fails(api.call('POST /v1/mfa-verify', { email, verification_type: 'SOFTWARE_TOKEN_MFA', verification_session, otp_code: '246801' }));
  let tokens = await ok(ada.signIn());
  await fails(api.call('GET /v1/userinfo', undefined, bearer('planted.bad.token')));
  await ok(api.call('GET /v1/userinfo', undefined, bearer(tokens.id_token)));
  await ok(api.call('GET /v1/userinfo', undefined, bearer(tokens.access_token)));
  await fails(api.call('POST /v1/refresh-token', { email, refresh_token: 'planted-refresh-token' }));
  tokens = await ok(api.call('POST /v1/refresh-token', { email, refresh_token: tokens.refresh_token }));

  const change = (old_password: string) =>
    api.call(path('change-password'), { email, old_password, new_password: changed, access_token: tokens.access_token });
  await fails(change(wrong));
  await ok(change(ada.password));
  ada.password = changed;
  tokens = await ok(ada.signIn());
  await fails(api.call('POST /v1/logout', { email, access_token: 'planted.access.token' }));
  await fails(api.call(path('reset-password'), { email: 'planted-other@example.com' }, bearer(tokens.access_token)));
  await ok(api.call(path('reset-password'), { email }, bearer(tokens.access_token)));
  await mail();
  await ok(api.call('POST /v1/logout', { email, access_token: tokens.access_token }));

  await api.advance(300);
  await fails(api.call('POST /v1/forgot-password', { email: 'planted no address' }));
  await ok(api.call('POST /v1/forgot-password', { email }));
  const reset = { email, new_password: recovered };
  await fails(api.call(path('confirm-password'), { ...reset, verification_code: '864209' }));
  await ok(api.call(path('confirm-password'), { ...reset, verification_code: await mail() }));
  ada.password = recovered;

  await fails(api.call('POST /v1/resend-mfa', { email, planted_other_field: 'planted-other-value' }));
  await ok(api.call('POST /v1/resend-mfa', { email }));
  const resetMfa = async () => api.call(path('reset-mfa'), { email, password: ada.password, verification_code: await mail() });
  await fails(resetMfa());
  await api.advance(24 * 3600);
  await ok(api.call('POST /v1/resend-mfa', { email }));
  ada.totpSecret = (await ok(resetMfa())).qr_code_secret;
  seeds.push(ada.totpSecret);
  await fails(ada.login());
  await ok(ada.confirmMfa());

  tokens = await ok(ada.signIn());
  await fails(api.call('DELETE /v1/users/01234567-89ab-cdef-0123-456789abcdef', undefined, bearer(tokens.id_token)));
  await ok(api.call(`DELETE /v1/users/${ada.sub}`, undefined, bearer(tokens.id_token)));
});
afterAll(() => api?.stop());

const functionLines = async () =>
  (await api.logs()).map(({ message }) => message).filter((line) => line.includes('"operation"')).map((line) => JSON.parse(line).message);

test('each operation has logged a success and a failure', async () => {
  const lines = await functionLines();
  for (const { operation, success } of Object.values(operations)) {
    const statuses = lines.filter((line) => line.operation === operation).map(({ status }) => status);
    expect(statuses).toContain(success.status);
    // userinfo fails at API Gateway already.
    expect(operation === 'userinfo' || statuses.some((status) => status >= 400)).toBe(true);
  }
});

test('a function logs nothing but what the request was, and the name of what went wrong', async () => {
  const lines = await functionLines();
  const fields = new Set(lines.flatMap((line) => [...Object.keys(line), ...Object.keys(line.error ?? {}).map((field) => `error.${field}`)]));
  expect([...fields].sort()).toEqual(['code', 'duration_ms', 'error', 'error.aws_request_id', 'error.name', 'operation', 'request_id', 'status']);
  for (const { error } of lines.filter((line) => line.error)) {
    expect(error.name).toMatch(/^[A-Za-z]+$/);
  }
});

test('of all that was sent and answered, nothing is in the logs', async () => {
  const log = (await api.logs()).map(({ message }) => message).join('\n');
  const planted = [
    ...passwords, ...seeds, ...mailed, API_KEY, ada.email, ada.name, ada.userId, ada.sub, '+491701234567', '135790', '246801', '864209',
    'planted-bad-number', 'planted-value', 'planted.bad.token', 'planted-refresh-token', 'planted.access.token', 'planted-other@example.com',
  ];
  expect(planted.filter((text) => !sent.has(text) && !mailed.includes(text))).toEqual([]);
  const secrets = new Set([...sent, ...planted, 'planted', 'planted_field', 'planted-unparsed@example.com', clientSecret]);
  expect([...secrets].filter((text) => text !== '' && forms(text).some((form) => isIn(log, form)))).toEqual([]);
});
