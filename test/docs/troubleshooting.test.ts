import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errors } from '../../src/contract';
import { propShapes } from '../../src/prop-shapes';

/** docs/troubleshooting.md names what there is: codes, props, and what the programs really say. */
const root = resolve(__dirname, '..', '..');
const page = readFileSync(resolve(root, 'docs', 'troubleshooting.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| /.test(line) && !line.startsWith('| What you see'));

test('it has many symptoms, each with a cause and what to do', () => {
  expect(rows.length).toBeGreaterThanOrEqual(50);
  expect(rows.filter((row) => row.split(' | ').length !== 3 || row.includes('|  |'))).toEqual([]);
});

test('no symptom stands there twice', () => {
  const symptoms = rows.map((row) => row.split(' | ')[0]);
  expect(symptoms.filter((symptom, index) => symptoms.indexOf(symptom) !== index)).toEqual([]);
});

test('every code is one of the contract', () => {
  const words = [...page.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, word]) => word);
  const others = ['UPDATE_ROLLBACK_FAILED', 'MFA_SETUP'];
  expect(words.filter((word) => !(word in errors) && !others.includes(word))).toEqual([]);
  expect(words).toEqual(expect.arrayContaining(['INVALID_TOKEN', 'CODE_MISMATCH', 'TOO_MANY_REQUESTS']));
});

test('every prop that it names is there', () => {
  const props: Record<string, unknown> = propShapes.CognitoAuthApiProps;
  const named = [...page.matchAll(/`((?:messages|cors|throttle|operations|domain|signIn|mfa|functionProps)\.\w+)/g)].map(([, path]) => path);
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((path) => !(path.split('.')[0] in props))).toEqual([]);
});

test.each([
  ['local/assembly.ts', 'run "npx cdk synth" first'],
  ['local/assembly.ts', 'Several stacks have an HTTP API'],
  ['local/listen.ts', ' is in use'],
  ['local/data-file.ts', 'belongs to the stack'],
  ['src/messages.ts', 'cognito-auth-api:cognitoSender'],
  ['src/encryption-key.ts', 'cognito-auth-api:importedEncryptionKey'],
])('%s says "%s"', (file, words) => {
  expect(readFileSync(resolve(root, file), 'utf8')).toContain(words);
  expect(page).toContain(words);
});
