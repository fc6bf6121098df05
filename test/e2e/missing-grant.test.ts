import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operations, type Operation } from '../../src/contract';
import { fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { expectRefusal } from '../support/refusal';
import { sampleBody, sampleRoute } from '../support/samples';

/** What is taken away: a function that is refused something on AWS is refused it offline, too. */
const missing: Record<string, string> = {
  'login': 'cognito-idp:AdminInitiateAuth',
  'create-user': 's3:PutObject',
  'forgot-password': 'kms:GenerateDataKey',
  'refresh-token': 'secretsmanager:GetSecretValue',
  'resend-mfa': 's3:ListBucket',
};

const PASSWORD = 'Planted&Passw-4711';

/** The default stack in a folder of its own, without those actions. */
const stackWithout = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'missing-grant-'));
  cpSync(fullStack(), directory, { recursive: true });
  const file = join(directory, 'Demo.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8'));
  for (const [operation, action] of Object.entries(missing)) {
    const [id] = Object.keys(template.Resources).filter((name) => name.startsWith(`Auth${operation.replace(/-/g, '')}Role`));
    const { PolicyDocument } = template.Resources[id].Properties.Policies[0];
    const kept = PolicyDocument.Statement
      .map((statement: any) => ({ ...statement, Action: [statement.Action].flat().filter((one: string) => one !== action) }))
      .filter((statement: any) => statement.Action.length > 0);
    expect(JSON.stringify(kept)).not.toBe(JSON.stringify(PolicyDocument.Statement));
    PolicyDocument.Statement = kept;
  }
  writeFileSync(file, JSON.stringify(template));
  return directory;
};

let directory: string;
let api: LocalApi;
beforeAll(async () => {
  directory = stackWithout();
  api = await LocalApi.start(directory);
});
afterAll(async () => {
  await api?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const rows = Object.entries<Operation>(operations).filter(([, { access }]) => access === 'ANYONE');
const call = ([routeKey, row]: [string, Operation]) => {
  const body = sampleBody(row);
  return api.call(sampleRoute(routeKey), { ...body, ...'password' in body && { password: PASSWORD } });
};

test.each(Object.entries(missing))('%s fails without %s, says nothing of it to the caller, and says it in the log', async (operation, _action) => {
  const answer = await call(rows.find(([, row]) => row.operation === operation)!);
  expectRefusal(answer, 'INTERNAL_ERROR');
  expect(JSON.stringify(answer.body)).not.toMatch(/denied|authorized|arn:/i);

  const logs = (await api.logs()).map((entry) => entry.message);
  const lines = logs.filter((line) => line.includes(answer.body.request_id) && line.includes('"operation"'));
  expect(lines).toHaveLength(1);
  const { level, message } = JSON.parse(lines[0]);
  expect(level).toBe('ERROR');
  expect(message).toEqual({
    operation,
    request_id: answer.body.request_id,
    status: 500,
    code: 'INTERNAL_ERROR',
    duration_ms: expect.any(Number),
    error: { name: expect.stringMatching(/^AccessDenied(Exception)?$/), aws_request_id: expect.any(String), stack: expect.any(Array) },
  });
  expect(lines[0]).not.toContain('nobody@example.com');
  expect(lines[0]).not.toContain(PASSWORD);
});

test.each(rows.filter(([, row]) => !(row.operation in missing)))('%s still does its work', async (...row) => {
  expect((await call(row)).status).toBeLessThan(500);
});
