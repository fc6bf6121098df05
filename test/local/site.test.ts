import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { CfnOutput } from 'aws-cdk-lib';
import { api, cleanUp, start, synthesize, temporaryDirectory, writeFiles } from './fixture';
import { LocalRun } from '../../local/server';

const OUTSIDE = 'not for the web';
const CONFIG = {
  apiUrl: 'https://abc.execute-api.us-east-1.amazonaws.com', tokenDelivery: 'COOKIE', jwks: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Abc/.well-known/jwks.json',
};
let site: string;
let run: LocalRun;

beforeAll(async () => {
  site = join(temporaryDirectory(), 'dist');
  mkdirSync(join(site, 'assets'), { recursive: true });
  const files: Record<string, string> = {
    'index.html': '<!doctype html><title>App</title>',
    'about page.txt': 'about',
    'unknown.xyz': 'bytes',
    'config.json': '{"apiUrl":"of another run"}',
    'routed': 'a file in the way of a route',
    '.env': OUTSIDE,
    'assets/index-B4nt9K_x.js': 'export {};',
    'assets/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '../secret.txt': OUTSIDE,
  };
  Object.entries(files).forEach(([name, text]) => writeFileSync(join(site, name), text));
  symlinkSync(join(site, '..', 'secret.txt'), join(site, 'link.txt'));
  symlinkSync(join(site, '..'), join(site, 'up'));
  const directory = synthesize((stack) => {
    api(stack, { functions: { Ok: 'return { statusCode: 200, body: "api" };' }, routes: { 'GET /routed': 'Ok', 'POST /v1/login': 'Ok' } });
    new CfnOutput(stack, 'AppConfig', { value: JSON.stringify(CONFIG) });
  });
  run = await start(directory, { site });
});
afterAll(cleanUp);

/** By node:http, since fetch tidies paths up. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<{ status: number; headers: any; text: string }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: run.port, path, headers, method }, async (response) => {
      resolve({ status: response.statusCode!, headers: response.headers, text: (await response.toArray()).join('') });
    }).on('error', reject).end();
  });
}

test('the app is at /, under a strict policy that lets it call the API and the buckets alone', async () => {
  const { status, headers, text } = await get('/');
  expect([status, headers['content-type'], text]).toEqual([200, 'text/html; charset=utf-8', '<!doctype html><title>App</title>']);
  const buckets = `http://127.0.0.1:${run.port}/_local/s3/`;
  expect(headers['content-security-policy']).toBe('default-src \'none\'; script-src \'self\'; style-src \'self\'; font-src \'self\'; '
    + `img-src 'self' data: blob: ${buckets}; connect-src 'self' ${buckets}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`);
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin',
  });
});

test.each([
  ['/assets/index-B4nt9K_x.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['/assets/logo.svg', 'image/svg+xml', 'no-cache'],
  ['/about%20page.txt?x=1', 'text/plain; charset=utf-8', 'no-cache'],
  ['/unknown.xyz', 'application/octet-stream', 'no-cache'],
])('%s is %s, for %s', async (path, type, lasting) => {
  const { status, headers } = await get(path);
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, lasting]);
  expect(headers['content-security-policy']).toContain('default-src \'none\'');
});

test('HEAD says the same without a body, and what a browser has already is not sent again', async () => {
  const { headers } = await get('/');
  const head = await get('/', {}, 'HEAD');
  expect([head.status, head.headers['content-length'], head.text]).toEqual([200, headers['content-length'], '']);
  const again = await get('/', { 'if-none-match': headers.etag });
  expect([again.status, again.text]).toEqual([304, '']);
});

test('a new build shows at once', async () => {
  writeFileSync(join(site, 'new.txt'), 'one');
  const { headers } = await get('/new.txt');
  writeFileSync(join(site, 'new.txt'), 'two');
  expect(await get('/new.txt', { 'if-none-match': headers.etag })).toMatchObject({ status: 200, text: 'two' });
});

test('the API\'s routes win over files', async () => {
  expect((await get('/routed')).text).toBe('api');
  expect((await get('/v1/login', {}, 'POST')).text).toBe('api');
});

test.each(['/nothing', '/v1/login', '/profile', '/assets', '/assets/', '/_localhost', '//index.html', '/index.html/'])('%s is the API\'s own 404', async (path) => {
  const { status, headers, text } = await get(path);
  expect([status, text]).toEqual([404, '{"message":"Not Found"}']);
  expect(headers['apigw-requestid']).toBeDefined();
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s / is the API\'s own 404', async (method) => {
  expect((await get('/', {}, method)).status).toBe(404);
});

test.each([
  '/../secret.txt', '/assets/../../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets%2f..%2f..%2fsecret.txt', '/..%5csecret.txt', '/.env', '/%2eenv',
  '/link.txt', '/up/secret.txt', '/up/dist/../secret.txt', '/secret.txt%00.html', '/%E0%A4%A', '/assets%2flogo.svg', '/./index.html', '//etc/passwd', '/C:/secret.txt',
])('refuses the way out %s', async (path) => {
  const { status, text } = await get(path);
  expect(status).toBe(404);
  expect(text).not.toContain(OUTSIDE);
});

test('/config.json is the stack\'s own output, with the addresses of the run', async () => {
  const { headers, text } = await get('/config.json');
  expect([headers['content-type'], headers['cache-control']]).toEqual(['application/json', 'no-cache']);
  expect(JSON.parse(text)).toEqual({
    apiUrl: '', mailbox: '/_local/', tokenDelivery: 'COOKIE', jwks: `${run.url}/_local/cognito-idp/us-east-1_Abc/.well-known/jwks.json`,
  });
});

const bare = (output?: string): string => synthesize((stack) => {
  api(stack, { functions: { Ok: 'return {};' }, routes: { 'GET /a': 'Ok' } });
  if (output !== undefined) new CfnOutput(stack, 'AppConfig', { value: output });
});

test('without that output /config.json says where API and mails are', async () => {
  const { url } = await start(bare(), { site });
  expect(await (await fetch(`${url}/config.json`)).json()).toEqual({ apiUrl: '', mailbox: '/_local/' });
});

test('without --site nothing is served', async () => {
  const { url } = await start(bare());
  for (const path of ['/', '/config.json']) expect((await fetch(url + path)).status).toBe(404);
});

test.each(['nonsense', '[]', 'null'])('refuses the output %s', async (output) => {
  await expect(start(bare(output), { site })).rejects.toThrow(/output AppConfig must be a JSON object/);
});

test('refuses a directory that is not there, and one that is no app', async () => {
  await expect(start(bare(), { site: join(site, 'gone') })).rejects.toThrow(/There is no directory .*gone to serve/);
  await expect(start(bare(), { site: join(site, 'index.html') })).rejects.toThrow(/There is no directory/);
  await expect(start(bare(), { site: writeFiles({ 'app.js': '' }) })).rejects.toThrow(/is no built app: it holds no index\.html/);
});
