import { CognitoIdentityProviderClient, ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Aws, awsOf } from '../support/aws';
import { LocalApi } from '../support/local';

let api: LocalApi;
let aws: Aws;
let cognito: CognitoIdentityProviderClient;
let s3: S3Client;
let secrets: SecretsManagerClient;
beforeAll(async () => {
  api = await LocalApi.start();
  aws = await awsOf(api);
  const client = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1 };
  cognito = new CognitoIdentityProviderClient({ ...client, endpoint: api.endpoint('cognito-idp') });
  s3 = new S3Client({ ...client, endpoint: api.endpoint('s3'), forcePathStyle: true });
  secrets = new SecretsManagerClient({ ...client, endpoint: api.endpoint('secretsmanager') });
});
afterEach(() => api.faults());
afterAll(() => api?.stop());

const listPools = () => cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }));
const put = (Key: string) => s3.send(new PutObjectCommand({ Bucket: aws.Bucket, Key, Body: 'x' }));
const get = (Key: string) => s3.send(new GetObjectCommand({ Bucket: aws.Bucket, Key }));
const rules = async () => (await api.call('GET /_local/faults')).body;
const outcome = (call: Promise<unknown>) => call.then(() => 'OK', (error) => error.name);
const outcomes = async (count: number, call: () => Promise<unknown>) => {
  const seen: string[] = [];
  while (seen.length < count) {
    seen.push(await outcome(call()));
  }
  return seen;
};

describe('an AWS error is answered in the protocol of its service', () => {
  const declared = { name: 'TooManyRequestsException', status: 400, message: 'Rate exceeded' };

  test('of Cognito', async () => {
    await api.faults({ fault: declared });
    await expect(listPools()).rejects.toMatchObject({ name: declared.name, message: declared.message, $metadata: { httpStatusCode: 400 }, $fault: 'client' });
  });

  test('of Secrets Manager', async () => {
    await api.faults({ fault: { name: 'InternalServiceError', status: 500, message: 'Try <again> & again' } });
    await expect(secrets.send(new ListSecretsCommand({}))).rejects.toMatchObject({
      name: 'InternalServiceError', message: 'Try <again> & again', $metadata: { httpStatusCode: 500 }, $fault: 'server',
    });
  });

  test('of S3', async () => {
    await api.faults({ fault: { name: 'SlowDown', status: 503, message: 'Reduce <your> & rate' } });
    await expect(get('a')).rejects.toMatchObject({ name: 'SlowDown', message: 'Reduce <your> & rate', $metadata: { httpStatusCode: 503 } });
  });

  test('of S3 without a body, where a HEAD cannot have one', async () => {
    await api.faults({ fault: { name: 'InternalError', status: 500 } });
    await expect(s3.send(new HeadObjectCommand({ Bucket: aws.Bucket, Key: 'a' }))).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  });
});

describe('a call whose answer is lost', () => {
  test('has had no effect before, but has after', async () => {
    await api.faults({ operation: 'PutObject', fault: 'RESET' }, { operation: 'PutObject', when: 'AFTER', fault: 'RESET' });
    await expect(put('before')).rejects.toThrow('ECONNRESET');
    expect(await outcome(get('before'))).toBe('NoSuchKey');
    await expect(put('after')).rejects.toThrow('ECONNRESET');
    expect(await outcome(get('after'))).toBe('OK');
  });

  test('may have been answered by an error although it had its effect', async () => {
    await put('gone');
    await api.faults({ operation: 'DeleteObject', when: 'AFTER', fault: { name: 'InternalError', status: 500 } });
    expect(await outcome(s3.send(new DeleteObjectCommand({ Bucket: aws.Bucket, Key: 'gone' })))).toBe('InternalError');
    expect(await outcome(get('gone'))).toBe('NoSuchKey');
  });

  test('is recorded with what became of it', async () => {
    const last = (await api.calls()).at(-1)!.number;
    await api.faults({ fault: 'RESET' }, { fault: { name: 'SlowDown', status: 503 } });
    await outcomes(2, () => get('a'));
    const [reset, slowDown] = await api.calls(last);
    expect(reset).toMatchObject({ operation: 'GetObject', error: 'RESET' });
    expect(reset).not.toHaveProperty('status');
    expect(slowDown).toMatchObject({ operation: 'GetObject', error: 'SlowDown', status: 503 });
  });
});

test('a call that hangs is never answered; the client gives up, and the next is answered', async () => {
  await api.faults({ fault: 'HANG' });
  const impatient = s3.send(new ListBucketsCommand({}), { abortSignal: AbortSignal.timeout(200) });
  expect(await outcome(impatient)).toBe('AbortError');
  expect(await outcome(listPools())).toBe('OK');
});

test('a runner with calls that hang and calls that are slow stops', async () => {
  const other = await LocalApi.start();
  await other.faults({ operation: 'ListBuckets', fault: 'HANG' }, { operation: 'ListUserPools', fault: { slow: 60_000 } });
  const client = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1 };
  const pending = [
    outcome(new S3Client({ ...client, endpoint: other.endpoint('s3'), forcePathStyle: true }).send(new ListBucketsCommand({}))),
    outcome(new CognitoIdentityProviderClient({ ...client, endpoint: other.endpoint('cognito-idp') }).send(new ListUserPoolsCommand({ MaxResults: 1 }))),
  ];
  while ((await other.calls()).length < pending.length) {
    // Both have to be under way.
  }
  await other.stop();
  expect(await Promise.all(pending)).not.toContain('OK');
});

test('a slow call has its effect and its answer, late', async () => {
  await api.faults({ operation: 'PutObject', fault: { slow: 50 } }, { operation: 'GetObject', when: 'AFTER', fault: { slow: 50 } });
  expect(await outcome(put('slow'))).toBe('OK');
  expect(await outcome(get('slow'))).toBe('OK');
  expect((await rules()).map(({ struck }: any) => struck)).toEqual([1, 1]);
});

describe('a crash', () => {
  const login = () => api.call('POST /v1/login', { email: 'nobody@example.com', password: 'Wrong*Plant-00' });

  test.each(['BEFORE', 'AFTER'])('%s a call ends the calling function: API Gateway answers 500, and the next request is served', async (when) => {
    await api.faults({ function: 'login', operation: 'AdminInitiateAuth', when, fault: 'CRASH' });
    const { status, body } = await login();
    expect(body).toEqual({ message: 'Internal Server Error' });
    expect(status).toBe(500);
    expect((await login()).status).toBe(401);
  });

  test('of a client that is no function breaks its connection', async () => {
    await api.faults({ fault: 'CRASH' });
    await expect(get('a')).rejects.toThrow('ECONNRESET');
  });
});

describe('which calls are struck', () => {
  test('is said by service and operation', async () => {
    await api.faults({ service: 's3', operation: 'ListBuckets', fault: 'RESET' });
    expect(await outcomes(1, listPools)).toEqual(['OK']);
    expect(await outcome(get('none'))).toBe('NoSuchKey');
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toThrow('ECONNRESET');
  });

  test('is said by function', async () => {
    await api.faults({ function: 'forgot-password', times: 0, fault: { name: 'AccessDenied', status: 403 } });
    expect(await outcome(get('none'))).toBe('NoSuchKey');
    expect((await api.call('POST /v1/resend-mfa', { email: 'nobody@example.com' })).status).toBe(200);
    expect((await api.call('POST /v1/forgot-password', { email: 'nobody@example.com' })).status).toBe(500);
  });

  test('is said by how many pass first, and how often', async () => {
    await api.faults({ operation: 'ListUserPools', skip: 1, times: 2, fault: { name: 'InternalErrorException', status: 500 } });
    expect(await outcomes(5, listPools)).toEqual(['OK', 'InternalErrorException', 'InternalErrorException', 'OK', 'OK']);
    expect(await rules()).toEqual([{ operation: 'ListUserPools', skip: 1, times: 2, fault: { name: 'InternalErrorException', status: 500 }, struck: 2 }]);
  });

  test.each([0, null])('is all of them with times %p', async (times) => {
    await api.faults({ times, fault: { name: 'InternalErrorException', status: 500 } });
    expect(new Set(await outcomes(4, listPools))).toEqual(new Set(['InternalErrorException']));
  });

  test('is said by a seed: the same ones each time, others with another', async () => {
    const faults = [{ name: 'InternalErrorException', status: 500 }, { name: 'TooManyRequestsException', status: 400 }];
    const struckBy = async (seed: number) => {
      await api.faults({ seed, probability: 0.5, faults });
      return outcomes(20, listPools);
    };
    const first = await struckBy(1);
    expect(new Set(first)).toEqual(new Set(['OK', ...faults.map(({ name }) => name)]));
    expect(await struckBy(1)).toEqual(first);
    expect(await struckBy(2)).not.toEqual(first);
  });

  test('is none without rules', async () => {
    await api.faults({ times: 0, fault: 'RESET' });
    await api.faults();
    expect(await rules()).toEqual([]);
    expect(await outcomes(1, listPools)).toEqual(['OK']);
  });
});

describe('refuses rules', () => {
  test.each<[unknown, string]>([
    ['no JSON', 'Send a JSON list of rules'],
    [{ fault: 'RESET' }, 'Send a JSON list of rules'],
    [[null], '[0] must be an object'],
    [[{ fault: 'RESET' }, { fault: 'BOOM' }], '[1].fault must be RESET, HANG, CRASH'],
    [[{ fault: { name: 'A b', status: 400 } }], '[0].fault must be'],
    [[{ fault: { name: 'Fine', status: 200 } }], '[0].fault must be'],
    [[{ fault: { slow: -1 } }], '[0].fault must be'],
    [[{ fault: { slow: 1, status: 500 } }], '[0].fault must be'],
    [[{ fault: 'RESET', wen: 'AFTER' }], '[0].wen must be left out'],
    [[{ fault: 'RESET', when: 'LATER' }], '[0].when must be BEFORE or AFTER'],
    [[{ fault: 'RESET', skip: -1, times: 0.5 }], '[0].skip must be a whole number, not negative; [0].times must be'],
    [[{ fault: 'RESET', function: 1 }], '[0].function must be text'],
    [[{}], '[0] must have either fault, or seed and faults'],
    [[{ fault: 'RESET', probability: 0.5 }], '[0] must have either'],
    [[{ seed: 1 }], '[0] must have either'],
    [[{ seed: 1, faults: [] }], '[0].faults must be a list, not empty'],
    [[{ seed: -1, probability: 2, faults: ['RESET'] }], '[0].seed must be a whole number, not negative; [0].probability must be'],
  ])('%j: %s', async (given, message) => {
    await api.faults({ operation: 'None', fault: 'RESET' });
    const { status, body } = await api.call('PUT /_local/faults', given);
    expect(body.message).toContain(message);
    expect(status).toBe(400);
    expect(await rules()).toHaveLength(1);
  });

  test('from elsewhere', async () => {
    expect((await api.call('PUT /_local/faults', [], { origin: 'https://evil.example' })).status).toBe(403);
  });
});
