import { ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { buildSync } from 'esbuild';
import { api, cleanUp, synthesize, temporaryDirectory } from './fixture';

const ROOT = join(__dirname, '..', '..');
const children: ChildProcess[] = [];
let command: string;
let directory: string;

beforeAll(() => {
  // As the package has it: the command, the worker beside it, and package.json above.
  const home = temporaryDirectory();
  copyFileSync(join(ROOT, 'package.json'), join(home, 'package.json'));
  const options = { bundle: true, platform: 'node', target: 'node20', format: 'cjs' } as const;
  command = join(home, 'bin', 'cognito-auth-api.js');
  buildSync({ ...options, entryPoints: [join(ROOT, 'local', 'cli.ts')], outfile: command });
  buildSync({ ...options, entryPoints: [join(ROOT, 'local', 'lambda', 'worker.ts')], outfile: join(home, 'bin', 'worker.js') });
  directory = synthesize((stack: Stack) => { api(stack, { functions: { Ok: 'console.log("seen"); return { statusCode: 201, body: "ok" };' }, routes: { 'POST /v1/users': 'Ok' } }); });
});
afterAll(async () => {
  children.forEach((child) => child.kill('SIGKILL'));
  await cleanUp();
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function launch(args: string[], env: Record<string, string> = {}): { ended: Promise<Ended>; ready: Promise<string>; child: ChildProcess } {
  const child = spawn(process.execPath, [command, ...args], { env: { ...process.env, PORT: '', ...env }, cwd: temporaryDirectory() });
  children.push(child);
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk) => { err += chunk; });
  const ready = new Promise<string>((resolve) => child.stdout.on('data', (chunk) => {
    out += chunk;
    if (out.includes('Stop with Ctrl-C')) {
      resolve(out);
    }
  }));
  return { child, ready, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err }))) };
}

const urlIn = (out: string): string => /Ready: (http:\/\/localhost:\d+)/.exec(out)![1];

describe('cognito-auth-api local', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('serves, prints where, and ends with 0 on %s', async (signal) => {
    const { child, ready, ended } = launch(['local', directory, '--port', '0', '--verbose']);
    const out = await ready;
    const url = urlIn(out);
    expect(out).toMatch(/Making the \d+ resources/);
    expect(out).toMatch(/1 routes and 1 functions/);
    expect(out).toContain(`Mailbox: ${url}/_local/`);
    expect(out).toContain(`--endpoint-url http://127.0.0.1:${new URL(url).port}/_local/cognito-idp`);
    expect(out).toContain(`curl -X POST ${url}/v1/users -H 'content-type: application/json' -d '{`);
    expect((await fetch(`${url}/v1/users`, { method: 'POST' })).status).toBe(201);
    const asked = Date.now();
    child.kill(signal);
    const { code, out: all, err } = await ended;
    expect(Date.now() - asked).toBeLessThan(3000);
    expect([code, err]).toEqual([0, '']);
    expect(all).toContain('INFO\tseen');
  });

  test('says first where the app and the mails are', async () => {
    const site = temporaryDirectory();
    writeFileSync(join(site, 'index.html'), 'app');
    const { ready } = launch(['local', directory, '--port', '0', '--site', site]);
    const out = await ready;
    const url = urlIn(out);
    expect(out).toContain(`\nApp: ${url}/\nMailbox: ${url}/_local/ `);
    expect(await (await fetch(`${url}/`)).text()).toBe('app');
  });

  test('takes the port from PORT, and saves its data when it ends', async () => {
    const data = join(temporaryDirectory(), 'data.json');
    const { child, ready, ended } = launch(['local', directory, '--data', data], { PORT: '0' });
    await ready;
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    expect((statSync(data).mode).toString(8)).toBe('100600');
  });

  test('says its version and its options', async () => {
    expect((await launch(['--version']).ended).out).toMatch(/^\d+\.\d+\.\d+/);
    const { code, out } = await launch(['local', '--help']).ended;
    expect(code).toBe(0);
    for (const option of ['[cdk.out]', '--port', '--stack', '--data', '--site', '--seed', '--watch', '--verbose']) {
      expect(out).toContain(option);
    }
  });

  describe('refuses with one line and exit code 1', () => {
    async function refused(args: string[], message: RegExp, env: Record<string, string> = {}): Promise<void> {
      const { code, err } = await launch(args, env).ended;
      expect(code).toBe(1);
      expect(err).toMatch(message);
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(err).not.toMatch(/^\s+at /m);
    }

    test('a missing cdk.out', () => refused(['local'], /There is no cdk\.out: run "npx cdk synth" first/));
    test('a bad port', () => refused(['local', directory, '--port', '80x'], /The port must be a number from 0 to 65535, and is "80x"/));
    test('a port out of range', () => refused(['local', directory, '--port', '65536'], /The port must be/));
    test('a bad PORT', () => refused(['local', directory], /The port must be/, { PORT: 'http' }));
    test('an unknown option', () => refused(['local', directory, '--nonsense'], /unknown option/));
    test('an unknown stack', () => refused(['local', directory, '--stack', 'x', '--port', '0'], /There is no stack x; the assembly holds: TestStack/));
    test('no HTTP API', () => refused(
      ['local', synthesize((stack) => { new CfnResource(stack, 'A', { type: 'AWS::S3::Bucket' }); }), '--port', '0'], /has an HTTP API/));
    test('a site that is not there', () => refused(['local', directory, '--port', '0', '--site', 'dist'], /There is no directory dist to serve: build the app first/));
    test('a seed that is not there', () => refused(['local', directory, '--port', '0', '--seed', 'seed.json'], /Cannot read the seed file seed\.json/));
    test('a seed for an API without a user pool', () => {
      const seed = join(temporaryDirectory(), 'seed.json');
      writeFileSync(seed, '{"users":[]}');
      return refused(['local', directory, '--port', '0', '--seed', seed], /can be seeded: no route of the API takes the tokens of a user pool/);
    });
    test('an unreadable data file', async () => {
      const data = join(temporaryDirectory(), 'data.json');
      writeFileSync(data, '{');
      await refused(['local', directory, '--port', '0', '--data', data], /Cannot read the data file/);
      expect(existsSync(`${data}.tmp`)).toBe(false);
    });
    test('a port in use', async () => {
      const server = createServer();
      await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
      const { port } = server.address() as AddressInfo;
      await refused(['local', directory, '--port', String(port)], new RegExp(`Port ${port} is in use`));
      server.close();
    });
  });
});
