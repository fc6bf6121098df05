/** Lambda on one machine: the one operation by which a function calls another of the template. */
import { randomUUID } from 'node:crypto';
import { InvocationError } from './lambda/functions';
import { type Caller, type Host, type Service, type ServiceRequest, type ServiceResponse, SignatureError } from './service';

/** A refusal as the REST-JSON protocol has it: the name in a header, the text in the body. */
class Refusal extends Error {
  constructor(readonly status: number, readonly type: string, message: string) {
    super(message);
  }
}

const INVOKE = /^\/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?.*)?$/;

export function createLambda(host: Host): Service {
  return {
    endpointPrefix: 'lambda',
    // The functions themselves are the runner's own.
    types: [],
    make: ({ type, logicalId }) => { throw new Error(`${type} ${logicalId} is not made by the local Lambda`); },
    snapshot: () => null,
    restore: () => {},
    async handle(request) {
      try {
        return await invoke(host, request);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const headers = { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), 'x-amzn-errortype': error.type };
        return { status: error.status, headers, body: JSON.stringify({ Message: error.message, message: error.message }) };
      }
    },
  };
}

async function invoke(host: Host, request: ServiceRequest): Promise<ServiceResponse> {
  const caller = callerOf(host, request);
  const [, name] = (request.method === 'POST' && INVOKE.exec(request.url)) || [];
  if (name === undefined) {
    throw new Refusal(501, 'UnknownOperationException', `The local Lambda does not implement ${request.method} ${request.url}.`);
  }
  const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (type !== 'RequestResponse') throw new Refusal(501, 'UnknownOperationException', `The local Lambda does not implement the invocation type ${type}.`);

  const arn = arnOf(host, decodeURIComponent(name));
  if (!caller.allows('lambda:InvokeFunction', arn)) {
    throw new Refusal(403, 'AccessDeniedException', `User: ${caller.arn} is not authorized to perform: lambda:InvokeFunction on resource: ${arn} `
      + 'because no identity-based policy allows the lambda:InvokeFunction action');
  }
  if (!host.hasFunction(arn)) throw new Refusal(404, 'ResourceNotFoundException', `Function not found: ${arn}`);
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), 'x-amz-executed-version': '$LATEST' };
  try {
    return { status: 200, headers, body: JSON.stringify(await host.invokeFor(arn, eventOf(request.body))) ?? 'null' };
  } catch (error) {
    if (!(error instanceof InvocationError)) throw error;
    const body = JSON.stringify({ errorType: error.errorType, errorMessage: error.message, trace: error.stackTrace });
    return { status: 200, headers: { ...headers, 'x-amz-function-error': 'Unhandled' }, body };
  }
}

function callerOf(host: Host, request: ServiceRequest): Caller {
  try {
    const caller = host.authenticate(request, 'lambda');
    if (caller) return caller;
  } catch (error) {
    if (error instanceof SignatureError) throw new Refusal(403, error.code, error.message);
    throw error;
  }
  throw new Refusal(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
}

function arnOf({ partition, region, accountId }: Host, name: string): string {
  return name.startsWith('arn:') ? name : `arn:${partition}:lambda:${region}:${accountId}:function:${name}`;
}

function eventOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8') || '{}');
  } catch {
    throw new Refusal(400, 'InvalidRequestContentException', 'Could not parse request body into json');
  }
}
