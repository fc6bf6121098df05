import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ADMIN, REGION, serve, type Served, ACCOUNT } from './s3/served';
import { InvocationError } from '../../local/lambda/functions';
import { createLambda } from '../../local/lambda-service';
import type { Host } from '../../local/service';

const ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:Theirs`;
const FAILURE = { errorType: 'TooEarly', errorMessage: 'not before noon', stackTrace: ['at noon'] };

let served: Served;
const clientOf = (credentials?: typeof ADMIN) => new LambdaClient(served.config(credentials));
const invoke = (client: LambdaClient, FunctionName = ARN, more: object = {}) => client.send(new InvokeCommand({ FunctionName, Payload: '{"a":1}', ...more }));

beforeEach(async () => {
  const functions: Pick<Host, 'hasFunction' | 'invokeFor'> = {
    hasFunction: (arn) => arn === ARN,
    invokeFor: async (_, event: any) => {
      if (event.fail) throw new InvocationError(FAILURE);
      return { got: event };
    },
  };
  served = await serve((host) => createLambda({ ...host, ...functions }));
});
afterEach(() => served.close());

test.each([ARN, 'Theirs'])('invokes the function %s and answers what it returned', async (name) => {
  const { StatusCode, FunctionError, Payload } = await invoke(clientOf(), name);
  expect([StatusCode, FunctionError, JSON.parse(Payload!.transformToString())]).toEqual([200, undefined, { got: { a: 1 } }]);
});

test('answers what the function threw, as Lambda does', async () => {
  const { StatusCode, FunctionError, Payload } = await invoke(clientOf(), ARN, { Payload: '{"fail":true}' });
  expect([StatusCode, FunctionError]).toEqual([200, 'Unhandled']);
  expect(JSON.parse(Payload!.transformToString())).toEqual({ errorType: 'TooEarly', errorMessage: 'not before noon', trace: ['at noon'] });
});

test('lets a role invoke the function that it names', async () => {
  expect((await invoke(clientOf(served.role({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: ARN })))).StatusCode).toBe(200);
});

describe('fails', () => {
  test('without a grant, and does not tell whether the function is there', async () => {
    const client = clientOf(served.role({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: `${ARN}2` }));
    await expect(invoke(client)).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining(`lambda:InvokeFunction on resource: ${ARN}`) });
    await expect(invoke(client, 'Nobody')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('for a function that is not there', async () => {
    await expect(invoke(clientOf(), 'Nobody')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('with a wrong key, and without a signature', async () => {
    await expect(invoke(clientOf({ ...ADMIN, secretAccessKey: 'wrong' }))).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    const unsigned = await fetch(`${served.endpoint}/2015-03-31/functions/Theirs/invocations`, { method: 'POST', body: '{}' });
    expect([unsigned.status, unsigned.headers.get('x-amzn-errortype')]).toEqual([403, 'MissingAuthenticationTokenException']);
  });

  test('by name of what it does not do', async () => {
    await expect(invoke(clientOf(), ARN, { InvocationType: 'Event' })).rejects.toThrow(/invocation type Event/);
    await expect(clientOf().send(new ListFunctionsCommand({}))).rejects.toThrow(/does not implement GET/);
  });
});
