import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { maskTemplate, snapshotSerializer } from 'cognito-auth-api/snapshot';

/** What users' snapshot tests import: what it masks, what it leaves, and the guide's test as a user's CI runs it. */
const root = resolve(__dirname, '..');
const HASH = '0123456789abcdef'.repeat(4);

test('masks the hash of a handler, of a nested template and of an image, wherever it stands', () => {
  expect(maskTemplate({
    Code: { S3Bucket: { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: `${HASH}.zip` },
    TemplateURL: { 'Fn::Sub': `https://s3.\${AWS::Region}.\${AWS::URLSuffix}/assets/${HASH}.json` },
    ImageUri: { 'Fn::Sub': `\${AWS::AccountId}.dkr.ecr.\${AWS::Region}.\${AWS::URLSuffix}/assets:${HASH}` },
    Metadata: { 'aws:asset:path': `asset.${HASH}` },
    List: [HASH, [HASH]],
    [`AssetParameters${HASH}`]: 'a key that only has one within a longer word', [`asset.${HASH}`]: 1,
  })).toEqual({
    'Code': { S3Bucket: { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: 'ASSET_HASH.zip' },
    'TemplateURL': { 'Fn::Sub': 'https://s3.${AWS::Region}.${AWS::URLSuffix}/assets/ASSET_HASH.json' },
    'ImageUri': { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/assets:ASSET_HASH' },
    'Metadata': { 'aws:asset:path': 'asset.ASSET_HASH' },
    'List': ['ASSET_HASH', ['ASSET_HASH']],
    [`AssetParameters${HASH}`]: 'a key that only has one within a longer word', 'asset.ASSET_HASH': 1,
  });
});

test('masks the versions that CDK reports', () => {
  const metadata = (Analytics: string) => ({ CDKMetadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics } } });
  expect(maskTemplate(metadata('v2:deflate64:H4sIAAAAAAAA/zPSM9AzUEwsL9ZNTsnWzclM0qsOLklMztZxTsvzLy0pKC0BsrLzE1P0yivzUhOzM0sy8/P0QKxqAG2zKPM+AAAA')))
    .toEqual(metadata('VERSIONS'));
});

test('leaves logical IDs, numbers, nothing and longer or shorter numbers alone, and what it was given as it was', () => {
  const given = { AuthUserPool8A1B2C3D: { Size: 5, None: null, On: true, Sha1: HASH.slice(0, 40), Sha512: HASH + HASH, Upper: HASH.toUpperCase() } };
  const before = structuredClone(given);
  expect(maskTemplate(given)).toEqual(before);
  maskTemplate({ HASH: given });
  expect(given).toEqual(before);
});

test('as a serializer, takes texts with something to mask and nothing else, so that other serializers see the rest', () => {
  expect([`${HASH}.zip`, 'asset', 5, undefined, null, {}, [HASH]].map((value) => snapshotSerializer.test(value)))
    .toEqual([true, false, false, false, false, false, false]);
});

describe('the guide\'s test, as a user\'s CI runs it', () => {
  const readme = readFileSync(join(root, 'docs', 'guide', 'teams-and-ci.md'), 'utf8');
  const [, code] = /^## Snapshots in CI$[\s\S]*?```ts\n([\s\S]*?)```/m.exec(readme)!;
  const [[, options]] = Object.values<[string, object]>(JSON.parse(readFileSync(join(root, 'jest.config.json'), 'utf8')).transform);
  let folder: string;
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'snapshot-')));
    // The construct and its handlers' bundles lie in the user's folder as a package does.
    const installed = join(folder, 'node_modules', 'cognito-auth-api');
    mkdirSync(installed, { recursive: true });
    for (const path of ['src', 'assets', 'snapshot.js']) {
      cpSync(join(root, path), join(installed, path), { recursive: true });
    }
    writeFileSync(join(folder, 'auth.test.ts'), code);
    writeFileSync(join(folder, 'package.json'), '{"name": "app"}');
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const jest = (config: object, ...args: string[]) => {
    writeFileSync(join(folder, 'jest.config.json'), JSON.stringify({
      rootDir: folder,
      testMatch: ['<rootDir>/*.test.ts'],
      transform: { '^.+\\.[jt]s$': [require.resolve('@swc/jest'), options] },
      transformIgnorePatterns: ['/node_modules/(?!cognito-auth-api/src/)'],
      modulePaths: [join(root, 'node_modules')],
      moduleNameMapper: {
        '^cognito-auth-api$': '<rootDir>/node_modules/cognito-auth-api/src/index.ts',
        '^cognito-auth-api/snapshot$': '<rootDir>/node_modules/cognito-auth-api/snapshot.js',
      },
      ...config,
    }));
    const command = [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--config', join(folder, 'jest.config.json'), ...args];
    const { status, stderr } = spawnSync(process.execPath, command, {
      cwd: folder, encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false' },
    });
    return { status, stderr };
  };
  const snapshot = () => readFileSync(join(folder, '__snapshots__', 'auth.test.ts.snap'), 'utf8');
  const handler = () => join(folder, 'node_modules', 'cognito-auth-api', 'assets', 'login', 'index.js');

  test('the snapshot has no hash in it, and still holds when a release has changed a handler; a changed property fails', () => {
    const written = jest({}, '--ci=false');
    expect(written.stderr).toContain('1 snapshot written');
    expect(snapshot()).toContain('"S3Key": "ASSET_HASH.zip"');
    expect(snapshot()).not.toMatch(/[0-9a-f]{64}/);

    writeFileSync(handler(), `${readFileSync(handler(), 'utf8')}\n// a later release\n`);
    const again = jest({}, '--ci');
    expect(again).toMatchObject({ status: 0, stderr: expect.stringMatching(/Snapshots:\s+1 passed/) });

    writeFileSync(join(folder, 'auth.test.ts'), code.replace('\'Auth\')', '\'Auth\', { logRetention: 30 })'));
    expect(jest({}, '--ci'))
      .toMatchObject({ status: 1, stderr: expect.stringMatching(/-\s+"RetentionInDays": 365[\s\S]*\+\s+"RetentionInDays": 30/) });
  }, 300_000);

  test('named in the configuration, it does the same for every test', () => {
    writeFileSync(join(folder, 'auth.test.ts'), code.replace(/^expect\.addSnapshotSerializer.*$/m, ''));
    const config = { snapshotSerializers: [join(folder, 'node_modules', 'cognito-auth-api', 'snapshot.js')] };
    expect(jest(config, '--ci')).toMatchObject({ status: 0, stderr: expect.stringMatching(/Snapshots:\s+1 passed/) });
    // Without any, the hashes are there: the serializer is what masks them.
    expect(jest({}, '--ci')).toMatchObject({ status: 1, stderr: expect.stringMatching(/\+\s+"S3Key": "[0-9a-f]{64}\.zip"/) });
  }, 300_000);
});

test.each([
  ['import', 'mjs', 'import { snapshotSerializer, test, serialize, maskTemplate } from \'cognito-auth-api/snapshot\';'],
  ['require', 'cjs', 'const { snapshotSerializer, test, serialize, maskTemplate } = require(\'cognito-auth-api/snapshot\');'],
])('is found by %s where the package is installed', (_, ending, line) => {
  const consumer = mkdtempSync(join(tmpdir(), 'snapshot-consumer-'));
  const installed = join(consumer, 'node_modules', 'cognito-auth-api');
  mkdirSync(installed, { recursive: true });
  ['package.json', 'snapshot.js'].forEach((file) => cpSync(join(root, file), join(installed, file)));
  const file = join(consumer, `a.${ending}`);
  writeFileSync(file, `${line}\nconsole.log(snapshotSerializer.test === test, snapshotSerializer.serialize === serialize, maskTemplate('${HASH}'))`);
  expect(execFileSync(process.execPath, [file], { encoding: 'utf8' }).trim()).toBe('true true ASSET_HASH');
  rmSync(consumer, { recursive: true });
});

test('snapshot.js needs no other module, and is small', () => {
  expect(readFileSync(join(root, 'snapshot.js'), 'utf8')).not.toMatch(/require\(/);
  expect(readFileSync(join(root, 'snapshot.js')).length).toBeLessThan(2000);
});
