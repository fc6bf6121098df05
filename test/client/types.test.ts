import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { declarationsOf } from '../../scripts/client-types';
import { operations, type Operation } from '../../src/contract';

/** What the client's types let through: by the compiler, against its sources and against the declarations that are built from them. */
const root = resolve(__dirname, '..', '..');
const { config } = ts.readConfigFile(join(root, 'test', 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, 'test'));

const sources = './client/src/index';
const built = './client/dist/index';

/** What the compiler says of each of the texts, in one run. */
const problemsOf = (texts: readonly string[]): string[][] => {
  const files = new Map(texts.map((text, index) => [join(root, `client-types-${index}.ts`), text]));
  const given = { ...options, types: ['node'], noUnusedLocals: false, noUnusedParameters: false };
  const host = ts.createCompilerHost(given);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...rest) => files.has(file) ? ts.createSourceFile(file, files.get(file)!, rest[0]) : getSourceFile(file, ...rest);
  const program = ts.createProgram([...files.keys()], given, host);
  return [...files.keys()].map((file) => program.getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')));
};

const around = (from: string, statements: string) => `
import { createClient, createSession, ApiError, type ApiErrorCode, type Routes } from '${from}';
interface Own { 'GET /v1/reports/{id}': { query: { year?: string }; answer: { pages: number }[] }; 'PUT /v1/reports': { body: { pages: number }; answer: unknown } }
const client = createClient<Own>({ url: 'https://auth.example.com' });
const session = createSession({ client, tokenDelivery: 'COOKIE' });
export const run = async () => { ${statements} };
`;

const right = [
  'const { verification_type } = await client.call(\'POST /v1/login\', { body: { email: \'a\', password: \'b\' } }); const type: string | undefined = verification_type;',
  'const { groups }: { groups: string[] } = await session.call(\'GET /v1/userinfo\');',
  'await client.call(\'GET /v1/userinfo\', { token: \'t\', signal: AbortSignal.timeout(5) });',
  'await session.call(\'DELETE /v1/users/{user_id}\', { path: { user_id: \'u\' } });',
  'session.start(await client.call(\'POST /v1/login\', { body: { email: \'a\', password: \'b\' } }));',
  'const [{ pages }] = await session.call(\'GET /v1/reports/{id}\', { path: { id: \'1\' }, query: { year: \'2026\' } }); const count: number = pages;',
  'await session.call(\'GET /v1/reports/{id}\', { path: { id: \'1\' } });',
  'await createClient({ url: \'\' }).call(\'POST /v1/forgot-password\', { body: { email: \'a\' } });',
  'await client.call(\'POST /v1/refresh-token\', { body: {} });',
  'const code: ApiErrorCode = \'TIMEOUT\'; const is = (error: ApiError) => error.code === \'MFA_RESET_PENDING\' || error.code === \'MY_OWN\';',
];
const wrong: [string, string][] = [
  ['a field that is not there', 'await client.call(\'POST /v1/login\', { body: { emial: \'a\', password: \'b\' } });'],
  ['a field too many', 'await client.call(\'POST /v1/forgot-password\', { body: { email: \'a\', more: 1 } });'],
  ['a field too few', 'await client.call(\'POST /v1/users\', { body: { email: \'a\' } });'],
  ['a field of another type', 'await client.call(\'POST /v1/forgot-password\', { body: { email: 1 } });'],
  ['a word that a field cannot be', 'await session.call(\'POST /v1/userinfo/verify\', { body: { attribute: \'FAX\' } });'],
  ['no body', 'await client.call(\'POST /v1/login\');'],
  ['a body where there is none', 'await client.call(\'GET /v1/userinfo\', { body: {} });'],
  ['no path parameter', 'await session.call(\'DELETE /v1/users/{user_id}\');'],
  ['another path parameter', 'await session.call(\'DELETE /v1/users/{user_id}\', { path: { id: \'u\' } });'],
  ['a path parameter where there is none', 'await client.call(\'GET /v1/userinfo\', { path: { user_id: \'u\' } });'],
  ['a query where there is none', 'await client.call(\'GET /v1/userinfo\', { query: { all: \'1\' } });'],
  ['a query that is not there', 'await session.call(\'GET /v1/reports/{id}\', { path: { id: \'1\' }, query: { month: \'1\' } });'],
  ['a route that is not there', 'await client.call(\'POST /v1/logni\', { body: { email: \'a\', password: \'b\' } });'],
  ['another method', 'await client.call(\'PUT /v1/login\', { body: { email: \'a\', password: \'b\' } });'],
  ['an own route of another client', 'await createClient({ url: \'\' }).call(\'PUT /v1/reports\', { body: { pages: 1 } });'],
  ['a wrong body of an own route', 'await session.call(\'PUT /v1/reports\', { body: { pages: \'1\' } });'],
  ['a token where the session has it', 'await session.call(\'GET /v1/userinfo\', { token: \'t\' });'],
  ['a field of the answer that is not there', '(await session.call(\'GET /v1/userinfo\')).password;'],
  ['the start by an answer without tokens', 'session.start(await client.call(\'POST /v1/forgot-password\', { body: { email: \'a\' } }));'],
  ['tokens that are written', '(session.tokens!.access_token as string) = \'t\'; session.tokens!.access_token = \'t\';'],
  ['a code that there is not', 'const code: ApiErrorCode = \'OOPS\';'],
];

const given = [sources, built].flatMap((from) => [...right, ...wrong.map(([, code]) => code)].map((code) => around(from, code)));
const equality = `
import type { ErrorCode as C, Routes as R } from '${sources}';
import type { ErrorCode as D, Routes as S } from '${built}';
type Both<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Keys<T> = T extends object ? { [K in keyof T]-?: Keys<Exclude<T[K], undefined>> } : 0;
export const same: [Both<C, D>, Both<R, S>, Both<keyof R, keyof S>, Both<Keys<R>, Keys<S>>] = [true, true, true, true];
`;
let problems: string[][];
let declarations: ReadonlyMap<string, string>;
beforeAll(() => {
  problems = problemsOf([...given, equality]);
  declarations = declarationsOf(root);
});
const of = (from: string, index: number) => problems[(from === built ? given.length / 2 : 0) + index];

describe.each([['the sources', sources], ['the built declarations', built]])('by %s', (_, from) => {
  test('every right call compiles', () => {
    expect(right.map((code, index) => [code, of(from, index)])).toEqual(right.map((code) => [code, []]));
  });
  test.each(wrong.map(([name], index) => [name, index] as const))('%s is an error', (__, index) => {
    expect(of(from, right.length + index)).toHaveLength(1);
  });
});

test('what is written out is what is inferred', () => {
  expect(problems.at(-1)).toEqual([]);
});

test('client/dist is built of these sources', () => {
  expect([...declarations.keys()]).toEqual(expect.arrayContaining(['index.d.ts', 'contract.d.ts']));
  declarations.forEach((text, file) => expect(readFileSync(join(root, 'client', 'dist', file), 'utf8')).toBe(text));
});

test('the declarations know every route with its parameters, and describe each as the contract does', () => {
  const text = declarations.get('contract.d.ts')!;
  for (const [key, { summary, path }] of Object.entries<Operation>(operations)) {
    expect(text).toContain(`  /** ${summary} */\n  '${key}': {`);
    expect([...key.matchAll(/\{(.*?)\}/g)].map(([, name]) => name)).toEqual(path?.required ?? []);
  }
});
