import { ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { Operation, operations } from '../../src/contract';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import type { Call, LocalApi } from '../support/local';
import { Person } from '../support/person';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
let ada: Person;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  ada = await new Person(api).enrol();
});

/** The calls that something makes. */
const callsOf = async (act: () => Promise<unknown>): Promise<Call[]> => {
  const last = (await api.calls()).at(-1)!.number;
  await act();
  return api.calls(last);
};
const shown = ({ number, time, ...call }: Call) => call;

test('each call says when it was made, by which function, and what came of it, oldest first', async () => {
  await ada.login();
  const before = await api.advance(60);
  const calls = await callsOf(() => ada.login('Wrong*Plant-00'));
  expect(calls).toEqual([{
    number: expect.any(Number), time: expect.any(String), function: 'login', service: 'cognito-idp', operation: 'AdminInitiateAuth',
    status: 400, error: 'NotAuthorizedException',
  }]);
  expect(Date.parse(calls[0].time)).toBeGreaterThanOrEqual(before.getTime());
  const numbers = (await api.calls()).map((call) => call.number);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

test('an unsigned call to Cognito says its function, too', async () => {
  const calls = await callsOf(() => api.call('POST /v1/forgot-password', { email: 'nobody@example.com' }));
  expect(calls.map((call) => call.function)).toEqual(calls.map(() => 'forgot-password'));
  expect(calls.map((call) => call.operation)).toContain('ForgotPassword');
});

test('what S3 answers is told by name', async () => {
  const calls = await callsOf(() => api.call('POST /v1/resend-mfa', { email: 'nobody@example.com' }));
  expect(calls.map(shown)).toEqual(expect.arrayContaining([
    { function: 'resend-mfa', service: 's3', operation: 'GetObject', status: 404, error: 'NoSuchKey' },
    { function: 'resend-mfa', service: 's3', operation: 'PutObject', status: 200 },
  ]));
});

test('functions are known by the names that the contract gives them', async () => {
  const names = Object.values<Operation>(operations).map(({ operation }) => operation);
  const named = (await api.calls()).flatMap((call) => call.function ?? []);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !names.includes(name))).toEqual([]);
});

describe('calls that no function makes', () => {
  test('are those of other clients, and name none', async () => {
    const calls = await callsOf(async () => {
      await aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }));
      await aws.objects(ada.userId);
      await expect(aws.s3.send(new HeadObjectCommand({ Bucket: aws.Bucket, Key: 'none' }))).rejects.toThrow();
      await expect(aws.s3.send(new GetObjectCommand({ Bucket: 'none', Key: 'none' }))).rejects.toThrow();
    });
    expect(calls.map(shown)).toEqual([
      { service: 'cognito-idp', operation: 'ListUserPools', status: 200 },
      { service: 's3', operation: 'ListObjectsV2', status: 200 },
      { service: 's3', operation: 'HeadObject', status: 404 },
      { service: 's3', operation: 'GetObject', status: 404, error: 'NoSuchBucket' },
    ]);
  });

  test('are those of a browser that follows a pre-signed address: the function only signed it', async () => {
    const eve = new Person(api);
    await eve.register();
    const { body } = await eve.confirm();
    expect((await callsOf(() => fetch(body.qr_code_secret_url))).map(shown)).toEqual([{ service: 's3', operation: 'GetObject', status: 200 }]);
  });
});
