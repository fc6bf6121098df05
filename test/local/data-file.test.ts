import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnOutput, CfnResource } from 'aws-cdk-lib';
import { api, cleanUp, start, synthesize, temporaryDirectory } from './fixture';
import { Host, Service } from '../../local/service';

afterAll(cleanUp);

const build = (): string => synthesize((stack) => {
  const httpApi = api(stack, { functions: { Ok: 'return { statusCode: 200, body: process.env.AWS_LAMBDA_FUNCTION_NAME };' }, routes: { 'GET /a': 'Ok' } });
  new CfnResource(stack, 'Counter', { type: 'Test::Counter' });
  new CfnOutput(stack, 'ApiId', { value: httpApi.apiId });
});

/** A service that counts its requests, and mails each count. */
function counter(host: Host): Service {
  let count = 0;
  return {
    endpointPrefix: 'counter',
    types: ['Test::Counter'],
    make: () => ({ ref: 'counter', attributes: {} }),
    handle: async ({ method }) => {
      if (method === 'POST') {
        count += 1;
        host.deliver({ channel: 'EMAIL', to: 'a@example.com', subject: 'Count', body: String(count) });
      }
      return { status: 200, headers: {}, body: String(count) };
    },
    snapshot: () => ({ count }),
    restore: (state) => { count = (state as { count: number }).count; },
  };
}
const services = (host: Host): Service[] => [counter(host)];
const post = async (url: string): Promise<string> => (await fetch(`${url}/_local/counter/`, { method: 'POST' })).text();

test('the state, the mails and the clock come back, under the same ids', async () => {
  const dataFile = join(temporaryDirectory(), 'data.json');
  const directory = build();
  const first = await start(directory, { dataFile, services });
  await post(first.url);
  expect(await post(first.url)).toBe('2');
  const name = await (await fetch(`${first.url}/a`)).text();
  first.clock.advance(3_600_000);
  await first.stop();

  const second = await start(directory, { dataFile, services });
  expect(await (await fetch(`${second.url}/_local/counter/`)).text()).toBe('2');
  expect(second.messages().map((message) => message.body)).toEqual(['1', '2']);
  expect(second.clock.now() - Date.now()).toBeGreaterThan(3_500_000);
  expect(await (await fetch(`${second.url}/a`)).text()).toBe(name);
  expect(second.outputs).toEqual(first.outputs);
});

test('is saved soon after a change, whole, for its owner\'s eyes only', async () => {
  const dataFile = join(temporaryDirectory(), 'data.json');
  writeFileSync(dataFile, JSON.stringify({ version: 1, stack: 'TestStack', clock_offset: 0, messages: [], services: {} }));
  chmodSync(dataFile, 0o644);
  const run = await start(build(), { dataFile, services });
  await post(run.url);
  const deadline = Date.now() + 5000;
  while (!readFileSync(dataFile, 'utf8').includes('"count":1') && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(JSON.parse(readFileSync(dataFile, 'utf8')).services).toEqual({ counter: { count: 1 } });
  expect((statSync(dataFile).mode).toString(8)).toBe('100600');
});

test.each([
  ['what is no JSON', 'nonsense', /Cannot read the data file/],
  ['other JSON', '{"a":1}', /is no data file of an offline run/],
  ['null', 'null', /is no data file of an offline run/],
  ['another stack\'s', JSON.stringify({ version: 1, stack: 'Other', clock_offset: 0, messages: [], services: {} }), /belongs to the stack Other, not to TestStack/],
])('refuses %s', async (_, text, message) => {
  const dataFile = join(temporaryDirectory(), 'data.json');
  writeFileSync(dataFile, text);
  await expect(start(build(), { dataFile, services })).rejects.toThrow(message);
  expect(readFileSync(dataFile, 'utf8')).toBe(text);
});

test('refuses a place it cannot write to, at the start', async () => {
  await expect(start(build(), { dataFile: join(temporaryDirectory(), 'no', 'data.json'), services })).rejects.toThrow(/Cannot write the data file/);
});
