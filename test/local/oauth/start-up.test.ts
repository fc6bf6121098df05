import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { DOMAIN, siteStack } from './site';
import { cleanUp, synthesize } from '../fixture';

afterAll(cleanUp);

test('the start-up lines say where the domain and the stub are', async () => {
  const directory = synthesize((stack) => siteStack(stack));
  const bin = resolve(__dirname, '../../../bin/cognito-auth-api.js');
  const child = spawn(process.execPath, [bin, 'local', directory, '--port', '0']);
  let output = '';
  try {
    for await (const chunk of child.stdout) {
      output += chunk;
      if (output.includes('Stop with')) break;
    }
  } finally {
    child.kill();
  }
  const [, url] = /Ready: (\S+)/.exec(output)!;
  expect(output).toContain(`Sign-in page and OAuth endpoints of ${DOMAIN}: ${url}/_local/auth/${DOMAIN}\n`);
  expect(output).toContain(`A stub at ${url}/_local/idp/ plays the identity providers (but for SAML, which is not emulated): Corp, Old\n`);
});
