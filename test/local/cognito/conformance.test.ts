import { declaredErrors, undeclaredOutput } from './declared';
import { StandIn, startStandIn } from './stand-in';
import { play } from '../../conformance/run';
import { vectors } from '../../conformance/vectors';

let standIn: StandIn;
beforeAll(async () => { standIn = await startStandIn(); });
afterAll(async () => { await standIn.close(); });

const trigger = (run: (event: any) => unknown): string => {
  const arn = `arn:aws:lambda:eu-central-1:123456789012:function:trigger-${standIn.triggers.size}`;
  standIn.triggers.set(arn, run);
  return arn;
};

describe.each(Object.entries(vectors))('%s', (_, subject) => {
  test.each(subject.map((vector) => [`${vector.name} [${vector.tag}]`, vector] as const))('%s', async (__, vector) => {
    const outcome = await play(vector, {
      client: standIn.client,
      now: () => standIn.now,
      advance: (seconds) => { standIn.advance(seconds); },
      mailbox: () => standIn.mailbox,
      trigger,
    });
    expect(outcome).toBeUndefined();
  });
});

test('no answer has a member that the SDK does not declare, and none lacks a required one', () => {
  const answered = standIn.answers.filter(({ status }) => status === 200);
  expect(answered.length).toBeGreaterThan(500);
  expect([...new Set(answered.flatMap(({ operation, body }) => undeclaredOutput(operation, body)))]).toEqual([]);
});

test('every error is one that the SDK declares for its operation', () => {
  const errors = standIn.answers.filter(({ status }) => status !== 200);
  expect(errors.length).toBeGreaterThan(100);
  const undeclared = errors.filter(({ operation, body }) => !declaredErrors(operation).includes(body.__type));
  expect([...new Set(undeclared.map(({ operation, body }) => `${operation}: ${body.__type}`))]).toEqual([]);
});

describe('the runner', () => {
  const [vector] = vectors.lockout;
  const adapter = () => ({ client: standIn.client, now: () => standIn.now, advance: () => {} });

  test.each([
    ['an answer of another shape', { expect: { UserPool: { Name: 'other' } } }, 'UserPool.Name should be "other", is "conformance"'],
    ['an answer where an error should be', { error: { name: 'NotAuthorizedException' } }, 'expected NotAuthorizedException, got'],
    ['an error where an answer should be', { input: { UserPoolId: 'a_b' } }, 'ResourceNotFoundException: User pool a_b does not exist.'],
    ['another error', { input: { UserPoolId: 'a_b' }, error: { name: 'NotAuthorizedException' } }, 'name should be "NotAuthorizedException"'],
    ['another text', { input: { UserPoolId: 'a_b' }, error: { name: 'ResourceNotFoundException', message: { $match: '^x' } } }, 'message should match ^x'],
    ['a value to save that is not there', { save: { x: 'UserPool.No.Such' } }, 'there is no UserPool.No.Such'],
  ])('notices %s', async (_, step, text) => {
    const steps = [{ operation: 'DescribeUserPool', input: { UserPoolId: '{{pool}}' }, ...step }];
    await expect(play({ ...vector, steps }, adapter())).rejects.toThrow(text);
  });

  test('skips what the place cannot do, and says why', async () => {
    const find = (name: string, subject: string) => vectors[subject].find((one) => one.name === name)!;
    expect(await play(find('PreSignUp can refuse', 'triggers'), adapter())).toEqual({ skipped: 'needs triggers' });
    expect(await play(find('a reset code lives one hour', 'codes'), adapter())).toEqual({ skipped: 'needs a mailbox' });
    expect(await play(find('a refresh token expires', 'refresh'), { ...adapter(), patience: 60 })).toEqual({ skipped: 'takes 3600 s' });
  });
});

test('every vector has a name of its own', () => {
  const names = Object.values(vectors).flat().map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names.length).toBeGreaterThanOrEqual(80);
});
