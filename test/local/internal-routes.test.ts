import { request } from 'node:http';
import { CfnOutput } from 'aws-cdk-lib';
import { api, cleanUp, start, synthesize } from './fixture';
import { mailboxPage, textOf } from '../../local/mailbox-page';
import { LocalRun } from '../../local/server';
import { Host, Service } from '../../local/service';

let run: LocalRun;
let host: Host;
const seen: { url: string; signedUrl: string }[] = [];

beforeAll(async () => {
  const directory = synthesize((stack) => {
    const httpApi = api(stack, { functions: { Ok: 'return { statusCode: 200, body: "ok" };' }, routes: { 'ANY /{proxy+}': 'Ok' } });
    new CfnOutput(stack, 'ApiUrl', { value: httpApi.apiEndpoint });
  });
  run = await start(directory, {
    services: (lent): Service[] => {
      host = lent;
      return [{
        endpointPrefix: 's3', types: [], make: () => ({ ref: '', attributes: {} }), snapshot: () => null, restore: () => {},
        codes: () => [
          { user: 'ada@example.com', code: '123456', seconds: 7, isUsed: false }, { user: '<img src=x>', code: '654321', seconds: 7, isUsed: true },
        ],
        handle: async ({ url, signedUrl }) => {
          seen.push({ url, signedUrl });
          return { status: 200, headers: { 'x-from': 'service' }, body: 'from s3' };
        },
      }];
    },
  });
});
afterAll(cleanUp);

/** By node:http, since fetch sets Host and Origin itself. */
function call(path: string, headers: Record<string, string> = {}, method = 'GET', address = '127.0.0.1'): Promise<{ status: number; headers: any; text: string }> {
  return new Promise((resolve, reject) => {
    request({ host: address, port: run.port, path, headers, method }, async (response) => {
      resolve({ status: response.statusCode!, headers: response.headers, text: (await response.toArray()).join('') });
    }).on('error', reject).end();
  });
}

describe('the mailbox', () => {
  test('lists the messages, newest last', async () => {
    host.deliver({ channel: 'EMAIL', to: 'ada@example.com', subject: 'Welcome', body: '<p>Your code is 123</p>' });
    host.deliver({ channel: 'SMS', to: '+15555550100', body: 'Code 456' });
    expect(JSON.parse((await call('/_local/messages')).text)).toEqual([
      { channel: 'EMAIL', to: 'ada@example.com', subject: 'Welcome', body: '<p>Your code is 123</p>', sent_at: expect.stringMatching(/^\d{4}-.*Z$/) },
      { channel: 'SMS', to: '+15555550100', body: 'Code 456', sent_at: expect.any(String) },
    ]);
    expect(run.messages()).toHaveLength(2);
  });

  test('is a page without scripts, with everything escaped', async () => {
    host.deliver({
      channel: 'EMAIL', to: '"><img src=x onerror=alert(1)>', subject: '<script>alert(2)</script>', body: '&lt;script&gt;alert(3)&lt;/script&gt;<script>alert(4)</script>done',
    });
    const { headers, text } = await call('/_local/');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain('default-src \'none\'');
    expect(text).not.toMatch(/<script|<img/);
    expect(text).toContain('Your code is 123');
    expect(text).toContain('done');
    expect((await call('/_local')).headers.location).toBe('/_local/');
  });

  test('shows what authenticator apps show, and says which codes are used up', async () => {
    const { text } = await call('/_local/');
    expect(text).toMatch(/ada@example\.com<\/td><td><code>123456<\/code><\/td><td class="about">for 7 s/);
    expect(text).toContain('used already, the next one in 7 s');
    expect(JSON.parse((await call('/_local/codes')).text)).toHaveLength(2);
  });

  test('leads to the app where one is served', () => {
    expect(mailboxPage([], [], true)).toContain('<a href="/">To the app</a>');
    expect(mailboxPage([])).not.toContain('href="/"');
    expect(mailboxPage([])).not.toContain('Authenticator apps');
  });

  test('shows the text of a mail', () => {
    expect(textOf('<html><head><title>t</title><style>p{}</style></head><body><p>Hi  Ada,</p><p>code:<br><b>12&amp;3</b> &#x41;&nbsp;&unknown;</p></body></html>'))
      .toBe('Hi Ada,\ncode:\n12&3 A &unknown;');
    expect(textOf('1 < 2\n3')).toBe('1 < 2\n3');
  });
});

test('the outputs are resolved', async () => {
  expect(JSON.parse((await call('/_local/outputs')).text)).toEqual({ ApiUrl: expect.stringMatching(/^https:\/\/[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com$/) });
});

test('a stand-in gets the path below its prefix, and the one that was signed', async () => {
  expect((await call('/_local/s3/bucket/a%20key?x=1')).text).toBe('from s3');
  await call('/_local/s3');
  await call('/_local/s3?list');
  expect(seen).toEqual([
    { url: '/bucket/a%20key?x=1', signedUrl: '/_local/s3/bucket/a%20key?x=1' },
    { url: '/', signedUrl: '/_local/s3' },
    { url: '/?list', signedUrl: '/_local/s3?list' },
  ]);
});

test.each(['/_local/unknown', '/_local/messages/1', '/_local/clock'])('refuses %s with 404', async (path) => {
  const { status, text } = await call(path);
  expect(status).toBe(404);
  expect(JSON.parse(text)).toEqual({ message: 'Not Found' });
});

test('paths that only begin alike are the API\'s', async () => {
  expect((await call('/_localhost')).text).toBe('ok');
});

describe('strangers', () => {
  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io:4000'])('refuses the name "%s" (DNS rebinding)', async (name) => {
    for (const path of ['/_local/messages', '/_local/', '/_local/s3/bucket/key']) {
      expect((await call(path, { host: name })).status).toBe(403);
    }
  });

  test.each(['https://evil.example', 'null', 'http://localhost.evil.example'])('refuses pages of %s', async (origin) => {
    expect((await call('/_local/messages', { origin })).status).toBe(403);
    expect((await call('/_local/clock', { origin }, 'POST')).status).toBe(403);
  });

  test.each(['localhost', 'localhost:4000', '127.0.0.1:4000', '[::1]:4000', 'LOCALHOST'])('lets %s in', async (name) => {
    expect((await call('/_local/messages', { host: name, origin: 'http://localhost:5173' })).status).toBe(200);
  });

  test('are only kept from /_local, not from the API', async () => {
    expect((await call('/a', { host: 'evil.example', origin: 'https://evil.example' })).text).toBe('ok');
  });
});

test.each(['', '{}', '{"advance_seconds":"1"}', '{"advance_seconds":-1}', '{"advance_seconds":1e99}', 'null'])('refuses to move the clock by %s', async (body) => {
  const response = await fetch(`${run.url}/_local/clock`, { method: 'POST', body });
  expect(response.status).toBe(400);
});

test('a service without a stand-in answers 501 and its name', async () => {
  const headers = { 'authorization': 'AWS4-HMAC-SHA256 Credential=ASIA/20261120/us-east-1/dynamodb/aws4_request, SignedHeaders=host', 'x-amz-target': 'DynamoDB.PutItem' };
  const { status, text } = await call('/_local/aws', headers, 'POST');
  expect(status).toBe(501);
  expect(JSON.parse(text)).toEqual({ __type: 'NotEmulated', message: 'The offline run has no stand-in for dynamodb (DynamoDB.PutItem)' });
});

test('answers carry the runner\'s time', async () => {
  run.clock.advance(86_400_000);
  expect(Math.abs(Date.parse((await call('/a')).headers.date) - run.clock.now())).toBeLessThan(5000);
});

test('http://localhost works over IPv6 where there is one', async () => {
  const { status } = await call('/a', {}, 'GET', '::1').catch((error) => error.code === 'EADDRNOTAVAIL' || error.code === 'ECONNREFUSED' ? { status: 200 } : Promise.reject(error));
  expect(status).toBe(200);
});
