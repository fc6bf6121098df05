import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { command } from './cli/command';
import { holdAnswers } from './support/documented-answers';

/** What a newcomer types first. */
const root = resolve(__dirname, '..');
const { fetch } = holdAnswers();

test('npm start runs the demo at any free port, says what it does, and ends when it is told to', async () => {
  const args = [require.resolve('tsx/cli'), '--tsconfig', 'test/tsconfig.json', 'scripts/start.ts', '--port', '0'];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolved) => child.on('close', resolved));
  try {
    const printed = await new Promise<string>((ready, failed) => {
      let text = '';
      [child.stdout, child.stderr].forEach((stream) => stream.on('data', (chunk) => {
        text += chunk;
        if (text.includes('Stop with Ctrl-C')) ready(text);
      }));
      child.on('close', (code) => failed(new Error(`It ended with ${code}: ${text}`)));
    });
    const [, url] = /Ready: (http:\/\/localhost:\d+)/.exec(printed)!;
    expect(printed).toMatch(/^Seeded admin@example\.com \(admins\): password as in /m);

    const { users: [admin] } = JSON.parse(readFileSync(join(root, 'examples', 'demo', 'seed.json'), 'utf8'));
    const login = await fetch(`${url}/v1/login`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: admin.email, password: admin.password }),
    });
    expect(await login.json()).toMatchObject({ email: admin.email, verification_type: 'SOFTWARE_TOKEN_MFA' });
    // "Sign in with Google" comes back to where the app is.
    const outputs = await (await fetch(`${url}/_local/outputs`)).json() as { AppConfig: string };
    const { oauth: { clientId } } = JSON.parse(outputs.AppConfig);
    const query = new URLSearchParams({
      response_type: 'code', client_id: clientId, redirect_uri: `${url}/`, scope: 'openid', state: 's', identity_provider: 'Google',
    });
    const authorize = await fetch(`${url}/_local/auth/harbour-demo/oauth2/authorize?${query}`, { redirect: 'manual' });
    expect(authorize.headers.get('location')).toContain('/_local/idp/Google/authorize');
    // What goes through a deployed stack goes through it, too.
    const check = await command(['check', '--local', url]);
    expect(check.out.split('\n').filter((line) => line.startsWith('differs'))).toEqual([]);
    expect(check.code).toBe(0);
  } finally {
    child.kill('SIGTERM');
  }
  expect(await ended).toBe(0);
}, 180_000);
