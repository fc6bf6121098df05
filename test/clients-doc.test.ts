import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { holdAnswers } from './support/documented-answers';
import { LocalApi } from './support/local';
import { Person } from './support/person';
import { operations } from '../src/contract';

/** The code of what is written about clients: it names what the contract has, and what needs no compiler is run. test/documents.test.ts compiles it. */
const root = resolve(__dirname, '..');
const { node } = holdAnswers();
const documents = ['docs/clients.md', 'client/README.md'];
const blocks = documents.flatMap((document) => [...readFileSync(join(root, document), 'utf8').matchAll(/```(\w+)\n([\s\S]*?)```/g)]
  .map(([, language, code]) => ({ document, language, code })));
const of = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language));

test('every route that it names is one of the contract', () => {
  const named = new Set(blocks.filter(({ code }) => !code.includes('MyRoutes')).flatMap(({ code }) => [...code.matchAll(/\/v1\/[\w/{}-]+/g)].map(([path]) => path)));
  const paths = Object.keys(operations).map((key) => key.split(' ')[1]);
  expect([...named].filter((path) => !paths.includes(path))).toEqual([]);
  expect([...named]).toEqual(expect.arrayContaining(['/v1/login', '/v1/mfa-verify', '/v1/refresh-token', '/v1/userinfo']));
});

describe.each(['swift', 'kotlin', 'sh', 'js'])('what is written in %s', (language) => {
  const code = of(language).map((block) => block.code).join('\n');

  test('goes from the sign-in to userinfo, with the fields of the contract', () => {
    for (const word of ['/v1/login', '/v1/mfa-verify', '/v1/refresh-token', '/v1/userinfo', 'verification_session', 'otp_code', 'refresh_token']) {
      expect(code).toContain(word);
    }
  });
});

test('what needs nothing but fetch signs in, refreshes and asks who it is', async () => {
  const api = await LocalApi.start();
  const folder = mkdtempSync(join(tmpdir(), 'clients-doc-'));
  try {
    const person = await new Person(api).enrol();
    const [{ code }] = of('js');
    writeFileSync(join(folder, 'api.mjs'), code.replace('https://auth.example.com', api.url));
    writeFileSync(join(folder, 'main.mjs'), `
      import { call, refresh, signIn, userinfo } from './api.mjs';
      const [email, password, otp] = process.argv.slice(2);
      const refused = await call('POST /v1/login', { email: 'nobody' }).catch(({ status, code, fields }) => ({ status, code, fields: Object.keys(fields) }));
      const tokens = await refresh(email, await signIn(email, password, async () => otp));
      console.log(JSON.stringify({ refused, email: (await userinfo(tokens)).email }));
    `);
    const output = await node([join(folder, 'main.mjs'), person.email, person.password, await person.otp()]);
    expect(JSON.parse(output)).toEqual({ refused: { status: 400, code: 'INVALID_REQUEST', fields: expect.arrayContaining(['email']) }, email: person.email });
  } finally {
    await api.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
