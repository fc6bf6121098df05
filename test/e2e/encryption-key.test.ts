import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CognitoAuthApi } from '../../src';
import { failingSteps } from '../support/life';
import { LocalApi } from '../support/local';

/** The stand-ins ask whether a role may use the key of a secret or a bucket: a grant that is missing fails here as it would on AWS. */
let outdir: string;
let api: LocalApi;
beforeAll(async () => {
  outdir = mkdtempSync(join(tmpdir(), 'encryption-key-'));
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Demo');
  new CognitoAuthApi(stack, 'Auth', { encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }) });
  app.synth();
  api = await LocalApi.start(outdir);
});
afterAll(async () => {
  await api?.stop();
  rmSync(outdir, { recursive: true, force: true });
});

test('every step of an account\'s life works where a key of the user\'s own encrypts bucket and secrets', async () => {
  expect(await failingSteps(api)).toEqual([]);
});
