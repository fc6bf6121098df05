import { randomUUID } from 'node:crypto';
import { Caller, ServiceRequest, ServiceResponse, SignatureError } from '../service';
import { Cognito, own } from './cognito';
import { Fault } from './errors';
import { jwks, openIdConfiguration } from './keys';
import { Operation, Operations } from './operation';
import { checkParameters } from './parameters';

const TARGET = 'AWSCognitoIdentityProviderService.';
const WELL_KNOWN = /^\/([\w-]+_[0-9A-Za-z]+)\/\.well-known\/(jwks\.json|openid-configuration)(?:\?|$)/;

// [O] Cognito answers any origin. Here no page may send `authorization`: with credentials that everybody knows it could administer.
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'content-type, x-amz-target, x-amz-user-agent, amz-sdk-invocation-id, amz-sdk-request, cache-control',
  'access-control-expose-headers': 'x-amzn-requestid, x-amzn-errortype, date',
  'access-control-max-age': '600',
};

const json = (status: number, body: unknown, headers: Record<string, string> = {}): ServiceResponse =>
  ({ status, headers: { 'content-type': 'application/x-amz-json-1.1', ...CORS, ...headers }, body: body === undefined ? '' : JSON.stringify(body) });

export async function handle(cognito: Cognito, operations: Operations, request: ServiceRequest): Promise<ServiceResponse> {
  if (request.method === 'OPTIONS') return { status: 204, headers: CORS, body: '' };
  const document = WELL_KNOWN.exec(request.url);
  if (request.method === 'GET' && document) return wellKnown(cognito, document[1], document[2]);
  const named = { 'x-amzn-requestid': randomUUID() };
  try {
    return json(200, await call(cognito, operations, request) ?? {}, named);
  } catch (error) {
    const { type, message, status } = asFault(error);
    return json(status, { __type: type, message }, { ...named, 'x-amzn-errortype': `${type}:` });
  }
}

async function wellKnown(cognito: Cognito, poolId: string, name: string): Promise<ServiceResponse> {
  const pool = own(cognito.state.pools, poolId);
  const headers = { 'content-type': 'application/json' };
  if (!pool) return json(404, { message: `User pool ${poolId} does not exist.` }, headers);
  return json(200, name === 'jwks.json' ? await jwks(cognito, pool) : openIdConfiguration(cognito, pool), headers);
}

async function call(cognito: Cognito, operations: Operations, request: ServiceRequest): Promise<unknown> {
  const target = request.headers['x-amz-target'] ?? '';
  if (request.method !== 'POST' || !target.startsWith(TARGET)) {
    throw new Fault('UnknownOperationException', `the offline Cognito does not have ${request.method} ${request.url} ${target}`.trim());
  }
  const name = target.slice(TARGET.length);
  const operation = own(operations, name);
  if (!operation) throw new Fault('UnknownOperationException', `the offline Cognito does not have ${name}`);
  const caller = operation.signed ? authenticated(cognito, request) : undefined;
  const input = parse(request.body);
  const { required, optional = [], withoutEffect = [] } = operation;
  checkParameters(name, input, required, [...required, ...optional, ...withoutEffect]);
  if (caller) authorize(cognito, caller, name, input);
  return await (operation as Operation).run(cognito, input);
}

function authenticated(cognito: Cognito, request: ServiceRequest): Caller {
  const caller = cognito.host.authenticate(request, 'cognito-idp');
  if (!caller) throw new Fault('MissingAuthenticationTokenException', 'Missing Authentication Token');
  return caller;
}

function authorize(cognito: Cognito, caller: Caller, name: string, input: Record<string, unknown>): void {
  const resource = cognito.poolArn(typeof input.UserPoolId === 'string' ? input.UserPoolId : '*');
  const action = `cognito-idp:${name}`;
  if (caller.allows(action, resource)) return;
  throw new Fault('AccessDeniedException', `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`);
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    const input: unknown = JSON.parse(body.length ? body.toString('utf8') : '{}');
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Record<string, unknown>;
  } catch {
    // answered below
  }
  throw new Fault('SerializationException', 'Start of structure or map found where not expected.');
}

// The host speaks S3's names; JSON services have their own.
const SIGNATURE_ERRORS: Record<string, string> = {
  SignatureDoesNotMatch: 'InvalidSignatureException',
  RequestTimeTooSkewed: 'InvalidSignatureException',
  InvalidAccessKeyId: 'UnrecognizedClientException',
  AccessDenied: 'IncompleteSignatureException',
};

function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof SignatureError) return new Fault(SIGNATURE_ERRORS[error.code] ?? error.code, error.message);
  // A defect of the stand-in: as loud as the protocol allows.
  return new Fault('InternalErrorException', `the offline Cognito failed: ${error instanceof Error ? error.stack : String(error)}`, 500);
}
