import { DescribeUserPoolClientCommand, ListUserPoolClientsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { operations, type Operation } from '../../src/contract';
import { awsOf, type Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { honestFields, honestPerson, send } from '../support/honest-request';
import { LocalApi, type Mail } from '../support/local';
import { bearer, secretOf } from '../support/person';
import { plantedHeaders, plantedRequest } from '../support/planted';
import { recorded, type Exchange, type Recorded } from '../support/recorded';
import { tracesIn } from '../support/traces';

/**
 * There, passwords, codes, sessions, tokens, the API key and the TOTP seed are logged. Here every field and header of every operation carries something
 * of its own, in requests that succeed and in requests that fail; then all is searched that could have kept it.
 */
const rows = Object.entries<Operation>(operations);
const administrators = rows.filter(([, { access }]) => access === 'ADMINISTRATORS').map(([, { operation }]) => operation);
let api: Recorded;
let mails: Mail[];
let lines: ({ operation: string; status: number; error?: { name: string } } & Record<string, unknown>)[];

const clientSecretOf = async ({ cognito, UserPoolId }: Aws): Promise<string> => {
  const { UserPoolClients } = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId }));
  const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId: UserPoolClients![0].ClientId }));
  return UserPoolClient!.ClientSecret!;
};

/** Requests of someone who may, with what is spent by them once more; and requests of someone who may not, or knows not how. */
const call = async ([routeKey, row]: [string, Operation], index: number) => {
  const person = await honestPerson(api, row, `Quiet#Harbour-${index}`);
  const fields = await honestFields(api, person, row);
  expect((await send(api, routeKey, row, fields)).status).toBe(row.success.status);
  await send(api, routeKey, row, fields);
  await send(api, routeKey, row, { ...fields, email: 'planted-other@example.com' });

  const { route, body } = plantedRequest(routeKey, row);
  await api.call(route, body);
  const broken = plantedRequest(routeKey, row, false);
  await api.call(broken.route, broken.body, fields.access_token ? bearer(fields.access_token) : {});
  if (row.body) {
    await api.call(route, `{"email": "planted-unparsed-${index}@example.com", "x": planted-unparsed-${index}`);
  }
};

beforeAll(async () => {
  const run = await LocalApi.start(fullStack());
  const aws = await awsOf(run);
  api = recorded(run, aws);
  for (const [index, row] of rows.entries()) {
    await call(row, index);
  }
  mails = (await api.call('GET /_local/messages')).body;
  lines = (await api.logs()).map(({ message }) => message).filter((line) => line.includes('"operation"')).map((line) => JSON.parse(line).message);
  takeDown(await clientSecretOf(aws));
}, 300_000);
afterAll(() => api?.stop());

const isAudit = ({ operation }: { readonly operation: string }) => administrators.includes(operation);

/** Fields of a known set of values, times, a page's place in a list, what names the request or what is wrong with it, parts of what is looked for as a whole. */
const HARMLESS = [
  'attribute', 'code', 'content-type', 'content_type', 'created_at', 'credential_id', 'email_mfa', 'error_message', 'exported_at', 'factor', 'family_name', 'fields',
  'given_name', 'group', 'limit', 'locale', 'message', 'mfa_status', 'modified_at', 'next', 'passkey_mfa', 'preferred', 'preferred_mfa', 'request_id', 'scope', 'search_by',
  'session_id', 'sms_mfa', 'software_token_mfa', 'status',
  'user_status', 'verification_type',
];
/** What names a person and opens nothing. */
const NAMES = ['full_name', 'name'];
const PERSONAL = [...NAMES, 'email', 'mobile_phone_number', 'phone_number', 'user_id'];

/** The address of a bucket opens nothing; one that is signed does. */
const isUnsigned = (field: string, text: string) => field === 'url' && !text.includes('?');

/** The texts of a body or of headers, each with its field. A body that is no JSON is what was planted in it. */
const textsIn = (value: any): [string, string][] => {
  if (typeof value === 'string') {
    return (value.match(/planted-unparsed[\w-]*/g) ?? []).map((text) => ['unparsed', text]);
  }
  return Object.entries(value ?? {}).flatMap(([field, text]) => typeof text === 'string' && text !== '' && !HARMLESS.includes(field) && !isUnsigned(field, text)
    ? [[field, text.replace(/^Bearer /, '').replace(/\u0007$/, '')]]
    : []);
};
const sentIn = ({ route, body, headers, query }: Exchange): [string, string][] => {
  const [path, ownQuery] = route.split('?');
  const ids = path.split('/').filter((part) => part.length === 36).map((id): [string, string] => ['user_id', id]);
  const credential = textsIn(Object(Object(body).credential).response).map(([, text]): [string, string] => ['credential', text]);
  return [...textsIn(body), ...textsIn(Object.fromEntries(new URLSearchParams(ownQuery))), ...credential, ...textsIn(headers), ...ids, ...query ? [['query', query] as [string, string]] : []];
};

/** What opens the bucket to who has the form of an upload. */
const formIn = ({ fields = {} }: any): [string, string][] =>
  ['Policy', 'X-Amz-Signature'].flatMap((name): [string, string][] => name in fields ? [[`fields.${name}`, fields[name]]] : []);
/** Texts, and mails in the pool's own words, have no markup. */
const secretIn = (mail: { body: string }): string => mail.body.includes('<b>') ? secretOf(mail) : /\d{6}/.exec(mail.body)![0];

/** What is signed to the second, and the same when it is asked for twice in one. */
const SIGNED = ['qr_code_secret_url', 'url', 'fields.Policy', 'fields.X-Amz-Signature'];

/** All that was sent, answered or mailed, with the fields it was in. */
const everything = new Map<string, Set<string>>();
const takeDown = (clientSecret: string) => {
  const known: [string, string][] = [
    ...api.exchanges.flatMap((exchange) => [...sentIn(exchange), ...textsIn(exchange.answer.body), ...formIn(exchange.answer.body)]),
    ...mails.map((mail): [string, string] => ['mailed', secretIn(mail)]),
    ['client_secret', clientSecret],
  ];
  for (const [field, text] of known) {
    everything.set(text, (everything.get(text) ?? new Set()).add(field));
  }
};
/** Whatever of all that left a trace in a place, but for some fields and some texts. */
const found = (place: string, fields: string[] = [], texts: string[] = []): string[] => {
  const leaves = tracesIn(place);
  const suspects = [...everything].filter(([text, names]) => !texts.includes(text) && !fields.some((name) => names.has(name)));
  return suspects.filter(([text]) => leaves(text)).map(([text]) => text);
};

describe.each(rows)('%s', (routeKey, { operation, path, query, body, access }) => {
  const all = { ...body?.properties, ...query?.properties, ...path?.properties, ...plantedHeaders() };
  const fields = Object.keys(all).filter((field) => !HARMLESS.includes(field));
  const pattern = new RegExp(`^${routeKey.replace(/\{\w+\}/g, '[^/]+')}(\\?.*)?$`);

  test.each([['succeeded', true], ['failed', false]])('%s with something in every field and header', (_, good) => {
    const own = api.exchanges.filter(({ route, answer }) => pattern.test(route) && answer.status < 400 === good);
    const carried = own.flatMap(sentIn).map(([field]) => field);
    expect(fields.filter((field) => !carried.includes(field))).toEqual([]);
  });

  test('has logged a success and a failure', () => {
    const statuses = lines.filter((line) => line.operation === operation).map(({ status }) => status);
    expect(statuses.some((status) => status < 300)).toBe(true);
    // Where a token is asked for and nothing else, API Gateway refuses what fails.
    expect(statuses.some((status) => status >= 400)).toBe(access === 'ANYONE' || path !== undefined || query !== undefined || body !== undefined);
  });
});

test('what is searched for would be found: plain, in JSON, in an address, in base64', () => {
  const texts = [...everything.keys()];
  for (const write of [String, JSON.stringify, encodeURIComponent, btoa]) {
    expect(texts.filter((text) => !tracesIn(`... ${write(text)} ...`)(text))).toEqual([]);
  }
});

test('a function logs nothing but what the request was, and the name of what went wrong', () => {
  const others = lines.filter((line) => !isAudit(line));
  const fields = new Set(others.flatMap((line) => [...Object.keys(line), ...Object.keys(line.error ?? {}).map((field) => `error.${field}`)]));
  expect([...fields].sort()).toEqual(['code', 'duration_ms', 'error', 'error.aws_request_id', 'error.name', 'operation', 'request_id', 'status']);
  for (const { error } of lines.filter((line) => line.error)) {
    expect(error!.name).toMatch(/^[A-Za-z]+$/);
  }
});

test('of administrators it says besides who did what to whom, by ids that mean nothing outside the pool', () => {
  const audits = lines.filter(isAudit);
  expect(audits.length).toBeGreaterThan(0);
  for (const { operation, status, code, actor, action, target, group, result } of audits) {
    expect({ action, result }).toEqual({ action: operation, result: status < 300 ? 'SUCCESS' : code });
    expect([actor, target ?? actor].filter((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(id)))).toEqual([]);
    expect([undefined, 'admins']).toContain(group);
  }
});

test('no log has anything else that was sent, answered or mailed', async () => {
  const logged = (await api.logs()).map(({ message }) => message.replace(/"(?:actor|target)":"[0-9a-f-]{36}",?/g, ''));
  expect(found(logged.join('\n'))).toEqual([]);
});

test('no answer repeats a secret that was sent, and each secret is answered once', () => {
  const issued: string[] = [];
  for (const { answer } of api.exchanges) {
    const own = [...textsIn(answer.body), ...formIn(answer.body)].filter(([field]) => !PERSONAL.includes(field));
    issued.push(...own.filter(([field]) => !SIGNED.includes(field)).map(([, text]) => text));
    const place = JSON.stringify([answer.body, [...answer.headers]]);
    // Tokens of one pool begin alike, so that only a whole one is a repetition.
    expect(found(place, PERSONAL, own.map(([, text]) => text)).filter((text) => text.length <= 64 || place.includes(text))).toEqual([]);
  }
  expect(issued.length).toBeGreaterThan(0);
  expect(issued.filter((text, index) => issued.indexOf(text) !== index)).toEqual([]);
});

test('nothing is stored but ids, and the image of a seed while it waits to be scanned', () => {
  const [images, documents] = [true, false].map((image) => api.objects.filter(({ key }) => key.endsWith('.png') === image));
  expect(Math.min(images.length, documents.length)).toBeGreaterThan(0);
  images.forEach(({ text }) => expect(found(text, ['qr_code_secret', 'email'])).toEqual([]));
  // A new address or number is kept until it is proven.
  const keptOf = (key: string) => key.includes('-change') ? ['user_id', 'email', 'mobile_phone_number'] : ['user_id'];
  documents.forEach(({ key, text }) => expect(found(text, keptOf(key))).toEqual([]));
});

test('a mail has its own secret, which is in no other, and nothing else but whom it is for', () => {
  expect(mails.length).toBeGreaterThan(0);
  for (const mail of mails) {
    expect(found(`${mail.subject} ${mail.body}`, [...NAMES, 'email'], [secretIn(mail)])).toEqual([]);
  }
});
