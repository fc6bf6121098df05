import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdminCreateUserCommand, CognitoIdentityProviderClient, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { App, CfnOutput, CfnResource, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { api, cleanUp, start, temporaryDirectory, writeFiles } from './fixture';
import { LocalRun } from '../../local/server';

interface Version {
  readonly name: string;
  readonly code?: string;
  readonly more?: (stack: Stack) => void;
  readonly stack?: string;
}

/** What a stack of a user's might be between two edits. */
function synthesize({ name, code, more, stack: stackName = 'TestStack' }: Version): void {
  const app = new App({ outdir: directory, analyticsReporting: false });
  const stack = new Stack(app, stackName);
  api(stack, { functions: { Fn: code ?? `return { statusCode: 200, body: "${name}" };` }, routes: { 'GET /version': 'Fn', [`GET /${name}`]: 'Fn' } });
  const pool = new UserPool(stack, 'Pool', { signInAliases: { email: true } });
  const client = pool.addClient('Client', { generateSecret: true });
  new CfnOutput(stack, 'PoolId', { value: pool.userPoolId });
  new CfnOutput(stack, 'ClientId', { value: client.userPoolClientId });
  new CfnOutput(stack, 'BucketName', { value: new Bucket(stack, 'Bucket').bucketName });
  new CfnOutput(stack, 'SecretArn', { value: new Secret(stack, 'Secret').secretArn });
  more?.(stack);
  app.synth();
}

let directory: string;
let run: LocalRun;
const lines: string[] = [];
let onLine = (): void => {};
const log = (text: string): void => {
  lines.push(text);
  onLine();
};
/** The next line of that kind, from now on. */
async function line(pattern: RegExp, since: number): Promise<string> {
  for (;;) {
    const found = lines.slice(since).find((one) => pattern.test(one));
    if (found) return found;
    await new Promise<void>((resolve) => { onLine = resolve; });
  }
}
/** Writes another version, and waits for what is said about it. */
async function become(version: Version): Promise<string> {
  const since = lines.length;
  synthesize(version);
  return line(/eloaded/, since);
}
const get = async (path: string): Promise<{ status: number; text: string }> => {
  const response = await fetch(run.url + path);
  return { status: response.status, text: await response.text() };
};
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const cognito = (): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient({ region: 'us-east-1', credentials, endpoint: `http://127.0.0.1:${run.port}/_local/cognito-idp` });
const s3 = (): S3Client => new S3Client({ region: 'us-east-1', credentials, endpoint: `http://127.0.0.1:${run.port}/_local/s3`, forcePathStyle: true });

beforeAll(async () => {
  directory = join(temporaryDirectory(), 'cdk.out');
  synthesize({ name: 'one' });
  run = await start(directory, { watch: true, log, services: undefined, site: writeFiles({ 'index.html': 'app' }) });
});
afterAll(cleanUp);

test('takes a changed assembly over: its routes, its code, its outputs, at the same port', async () => {
  expect(await get('/one')).toEqual({ status: 200, text: 'one' });
  expect(await become({ name: 'two', more: (stack) => { new CfnOutput(stack, 'Added', { value: 'yes' }); } }))
    .toBe(`Reloaded ${directory}: 2 routes, 1 functions`);
  expect((await get('/one')).status).toBe(404);
  expect((await get('/two')).text).toBe('two');
  expect((await get('/version')).text).toBe('two');
  expect(JSON.parse((await get('/_local/outputs')).text).Added).toBe('yes');
  expect(run.outputs.Added).toBe('yes');
});

test('keeps users, files, mails, logs, calls, the clock, and the ids of what stays', async () => {
  const { PoolId: UserPoolId, BucketName } = run.outputs as Record<string, string>;
  const outputs = { ...run.outputs };
  await cognito().send(new AdminCreateUserCommand({ UserPoolId, Username: 'ada@example.com', DesiredDeliveryMediums: ['EMAIL'] }));
  await s3().send(new PutObjectCommand({ Bucket: BucketName, Key: 'key', Body: 'kept' }));
  run.clock.advance(3_600_000);
  const keySet = `/_local/cognito-idp/${UserPoolId}/.well-known/jwks.json`;
  const keys = await get(keySet);
  const calls = JSON.parse((await get('/_local/calls')).text);
  await become({ name: 'three' });
  const { Added: _, ...stayed } = outputs;
  expect(run.outputs).toEqual(stayed);
  expect((await cognito().send(new ListUsersCommand({ UserPoolId }))).Users).toHaveLength(1);
  expect(await (await s3().send(new GetObjectCommand({ Bucket: BucketName, Key: 'key' }))).Body!.transformToString()).toBe('kept');
  expect(run.messages().map(({ to }) => to)).toEqual(['ada@example.com']);
  expect(run.clock.now() - Date.now()).toBeGreaterThan(3_500_000);
  expect(await get(keySet)).toEqual(keys);
  expect(JSON.parse((await get('/_local/calls')).text).slice(0, calls.length)).toEqual(calls);
});

test('goes on with the former stack where the new one makes no sense, says why, and takes the next that does', async () => {
  const name = (await get('/version')).text;
  expect(await become({ name: 'broken', more: (stack) => { new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue' }); } }))
    .toBe('Not reloaded, the former stack goes on: AWS::SQS::Queue (logical id Queue) is not something the offline run knows');
  expect((await get('/version')).text).toBe(name);
  expect(await become({ name: 'unsaid', more: (stack) => { new CfnOutput(stack, 'AppConfig', { value: 'nonsense' }); } }))
    .toMatch(/^Not reloaded, the former stack goes on: The stack's output AppConfig must be a JSON object/);
  const since = lines.length;
  writeFileSync(join(directory, 'TestStack.template.json'), '{');
  expect(await line(/eloaded/, since)).toMatch(/^Not reloaded, the former stack goes on: Cannot read .*TestStack\.template\.json/);
  expect((await get('/version')).text).toBe(name);
  expect(await become({ name: 'four' })).toMatch(/^Reloaded/);
  expect((await get('/version')).text).toBe('four');
  expect(run.messages()).toHaveLength(1);
});

test('refuses a stack of another name, whose state that is not', async () => {
  const since = lines.length;
  synthesize({ name: 'other', stack: 'Other' });
  expect(await line(/eloaded/, since)).toMatch(/It is of the stack Other now, and this run is of TestStack/);
  await become({ name: 'five' });
});

test('what is under way is answered by the former code', async () => {
  const gate = join(temporaryDirectory(), 'go');
  const waiting = `const fs = require('node:fs');
    fs.writeFileSync(${JSON.stringify(`${gate}.started`)}, '');
    while (!fs.existsSync(${JSON.stringify(gate)})) await new Promise((resolve) => setTimeout(resolve, 5));
    return { statusCode: 200, body: 'former' };`;
  await become({ name: 'six', code: waiting });
  const former = get('/six');
  while (!existsSync(`${gate}.started`)) await get('/_local/outputs');
  const reloaded = become({ name: 'seven' });
  writeFileSync(gate, '');
  expect(await former).toEqual({ status: 200, text: 'former' });
  await reloaded;
  expect((await get('/version')).text).toBe('seven');
});

test('a reset afterwards is of the new stack', async () => {
  expect((await fetch(`${run.url}/_local/reset`, { method: 'POST' })).status).toBe(200);
  expect((await get('/version')).text).toBe('seven');
  expect(run.messages()).toEqual([]);
});
