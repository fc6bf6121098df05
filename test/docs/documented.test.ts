import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { createClient } from '../../client/src';
import { describeInChromium } from '../support/chromium';
import { DocumentedAnswers } from '../support/documented-answers';
import { ScriptedServer } from '../support/scripted-server';

/** That answers which tests get by a browser, a client or a plain fetch are held against docs/openapi.json: here by ones that are not as documented. */
const server = new ScriptedServer();
const missing = { message: 'x', error_message: 'x', request_id: 'x' };
let answers: DocumentedAnswers;
beforeAll(() => server.start());
afterAll(() => server.stop());
beforeEach(() => { answers = new DocumentedAnswers(); });

/** The server answers with this status and body. */
const answering = (status: number, body: object = missing) => server.answers((_, response) => {
  response.statusCode = status;
  response.setHeader('access-control-allow-origin', '*');
  return body;
});
const NO_STATUS = /^login answered 418, which docs\/openapi.json does not name: /;
const NO_CODE = /^login answered 400 with what docs\/openapi.json does not allow: /;

describe('a fetch', () => {
  const send = (path = '/v1/login', method = 'POST') => answers.fetch(server.url + path, { method });

  test.each([[418, NO_STATUS], [400, NO_CODE]])('finds that %i is not documented so, and is answered nevertheless', async (status, problem) => {
    answering(status);
    const response = await send();
    expect([response.status, await response.json()]).toEqual([status, missing]);
    expect(await answers.problems()).toEqual([expect.stringMatching(problem)]);
    expect(await answers.problems()).toEqual([]);
  });

  test('finds a body that is no JSON', async () => {
    server.answers((_, response) => { response.end('<html>'); });
    await send('/v1/login?x=1');
    expect(await answers.problems()).toEqual([expect.stringContaining('login answered 200')]);
  });

  test('finds nothing in what is as documented, or none of the API\'s operations', async () => {
    answering(401, { message: 'Unauthorized' });
    await send('/v1/userinfo', 'GET');
    answering(418);
    await send('/v1/reports', 'GET');
    await send('/v1/login', 'OPTIONS');
    expect(await answers.problems()).toEqual([]);
  });

  test('finds what the typed client is answered', async () => {
    answering(418);
    const client = createClient({ url: server.url, fetch: answers.fetch });
    await expect(client.call('POST /v1/login', { body: { email: 'ada@example.com', password: 'x' } })).rejects.toMatchObject({ status: 418 });
    expect(await answers.problems()).toEqual([expect.stringMatching(NO_STATUS)]);
  });

  test('finds what a program is answered', async () => {
    answering(418);
    const code = `console.log((await fetch('${server.url}/v1/login', { method: 'POST' })).status)`;
    expect(await answers.node(['--input-type=module', '--eval', code])).toBe('418\n');
    expect(await answers.problems()).toEqual([expect.stringMatching(NO_STATUS)]);
  });

  test('is what every test has that calls an operation by itself', () => {
    const root = resolve(__dirname, '..');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.startsWith('local/'));
    const calling = files.map((file) => ({ file, text: readFileSync(resolve(root, file), 'utf8') }))
      // Of a preflight nothing is documented.
      .filter(({ text }) => /\bfetch\((?:`\$\{(?:api\.)?url\}\/v1\/|api\.url)[^;]*?method: '(?!OPTIONS)/.test(text));
    expect(calling.map(({ file }) => file)).toEqual(expect.arrayContaining(['start.test.ts', 'e2e/malformed-input.test.ts']));
    expect(calling.filter(({ text }) => !text.includes('const { fetch } = holdAnswers();')).map(({ file }) => file)).toEqual([]);
  });
});

describeInChromium('a browser', (chromium) => {
  /** A page of a context that nothing else watches. */
  const watchedPage = async () => {
    const context = await (await chromium.page()).context().browser()!.newContext();
    answers.watch(context);
    const page = await context.newPage();
    server.answers(() => ({}));
    await page.goto(`${server.url}/`);
    return page;
  };
  const POST_LOGIN = 'fetch("/v1/login", { method: "POST" }).then((response) => response.text())';

  test.each([[418, NO_STATUS], [400, NO_CODE]])('finds that %i is not documented so', async (status, problem) => {
    const page = await watchedPage();
    answering(status);
    await page.evaluate(POST_LOGIN);
    expect(await answers.problems()).toEqual([expect.stringMatching(problem)]);
  });

  test('finds a status whose body is gone', async () => {
    const page = await watchedPage();
    answering(418);
    const loaded = page.waitForEvent('load');
    await page.evaluate('void fetch("/v1/login", { method: "POST" }).then(() => location.reload())');
    await loaded;
    expect(await answers.problems()).toEqual([expect.stringContaining('login answered 418')]);
  });

  test('finds nothing in what is as documented, in what was aborted, or in what the test itself has made up', async () => {
    const page = await watchedPage();
    answering(401, { message: 'Unauthorized' });
    expect(await page.evaluate('fetch("/v1/userinfo").then((response) => response.status)')).toBe(401);
    server.answers(() => new Promise(() => {}));
    await page.evaluate('fetch("/v1/userinfo", { signal: AbortSignal.timeout(1) }).catch(() => {})');
    await page.route('**/v1/login', (route) => route.fulfill({ status: 418, json: missing }));
    expect(await page.evaluate(POST_LOGIN)).toBe(JSON.stringify(missing));
    expect(await answers.problems()).toEqual([]);
  });
});
