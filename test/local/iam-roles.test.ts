import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { api, cleanUp, lambda, start, synthesize } from './fixture';
import { LocalRun } from '../../local/server';
import { Caller, Host, Made, Resource, Service, ServiceRequest, SignatureError } from '../../local/service';

/** Signs as the SDK does, and asks the stand-in below. */
const ASK = `
const { createHash, createHmac } = require('node:crypto');
const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token, AWS_ENDPOINT_URL_SECRETS_MANAGER: url } = process.env;
const date = new Date().toISOString().replace(/[-:]|\\.\\d+/g, '');
const { host, pathname } = new URL(url);
const headers = { host, 'x-amz-date': date, 'x-amz-security-token': event.queryStringParameters?.token ?? token };
const names = Object.keys(headers).sort().join(';');
const hash = (text) => createHash('sha256').update(text).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const canonical = ['POST', pathname, '', ...Object.keys(headers).sort().map((name) => name + ':' + headers[name]), '', names, hash('{}')].join('\\n');
const scope = [date.slice(0, 8), 'us-east-1', 'secretsmanager', 'aws4_request'];
const key = scope.reduce((k, part) => hmac(k, part), 'AWS4' + secret);
const signature = createHmac('sha256', key).update(['AWS4-HMAC-SHA256', date, scope.join('/'), hash(canonical)].join('\\n')).digest('hex');
const authorization = 'AWS4-HMAC-SHA256 Credential=' + [id, ...scope].join('/') + ', SignedHeaders=' + names + ', Signature=' + signature;
const response = await fetch(url, { method: 'POST', body: '{}', headers: { ...headers, authorization } });
return { statusCode: 200, body: await response.text() };`;

let run: LocalRun;
let host: Host;

function standIn(lent: Host): Service {
  host = lent;
  return {
    endpointPrefix: 'secretsmanager',
    types: ['Test::Pool'],
    make: (resource: Resource): Made => ({ ref: resource.logicalId, attributes: {} }),
    snapshot: () => null,
    restore: () => {},
    handle: async (request: ServiceRequest) => {
      let caller: Caller | undefined;
      try {
        caller = host.authenticate(request, 'secretsmanager');
      } catch (error) {
        return { status: 403, headers: {}, body: (error as SignatureError).code };
      }
      const allowed = ['Get', 'Put', 'List', 'Describe'].filter((verb) => caller?.allows(`test:${verb}`, 'arn:test:thing'));
      return { status: 200, headers: {}, body: JSON.stringify({ arn: caller?.arn, allowed }) };
    },
  };
}

beforeAll(async () => {
  run = await start(synthesize((stack: Stack) => {
    const role = new Role(stack, 'AskRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), roleName: 'AskRole' });
    role.addManagedPolicy(new ManagedPolicy(stack, 'Managed', { statements: [new PolicyStatement({ actions: ['test:List'], resources: ['arn:test:*'] })] }));
    role.addToPolicy(new PolicyStatement({ actions: ['test:Get'], resources: ['arn:test:thing'] }));
    role.addToPolicy(new PolicyStatement({ actions: ['test:Put'], resources: ['arn:test:other'] }));
    const everything = new PolicyStatement({ actions: ['test:*'], resources: ['*'] });
    const bound = new Role(stack, 'BoundRole', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'), inlinePolicies: { All: new PolicyDocument({ statements: [everything] }) },
      permissionsBoundary: new ManagedPolicy(stack, 'Boundary', { statements: [new PolicyStatement({ actions: ['test:Describe'], resources: ['*'] })] }),
    });
    api(stack, { functions: { Ask: ASK, Bare: ASK, Bound: ASK }, routes: { 'GET /ask': 'Ask', 'GET /bare': 'Bare', 'GET /bound': 'Bound' }, options: { Ask: { role, functionName: 'ask' }, Bound: { role: bound } } });
    const trigger = (id: string, sourceArn: string): LambdaFunction => {
      const fn = lambda(stack, id, 'if (event.slow) await new Promise((resolve) => setTimeout(resolve, 20000)); if (event.fail) throw new RangeError("refused"); return { ...event, seen: true };', { functionName: id, timeout: Duration.seconds(30) });
      new CfnPermission(stack, `${id}Permission`, { action: 'lambda:InvokeFunction', functionName: fn.functionArn, principal: 'cognito-idp.amazonaws.com', sourceArn });
      return fn;
    };
    trigger('allowed', 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/pool-1');
    trigger('elsewhere', 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/pool-2');
    new CfnResource(stack, 'Pool', { type: 'Test::Pool' });
  }), { services: (lent) => [standIn(lent)] });
});
afterAll(cleanUp);

const ask = async (path: string): Promise<any> => (await fetch(`${run.url}${path}`)).json();

test('a function signs with a key of its own, and has the rights of its role alone', async () => {
  expect(await ask('/ask')).toEqual({ arn: 'arn:aws:sts::123456789012:assumed-role/AskRole/ask', allowed: ['Get', 'List'] });
  expect((await ask('/bare')).allowed).toEqual([]);
});

test('a permissions boundary is the most that a role can have', async () => {
  expect((await ask('/bound')).allowed).toEqual(['Describe']);
});

test('refuses a session token of another', async () => {
  expect(await (await fetch(`${run.url}/ask?token=other`)).text()).toBe('InvalidAccessKeyId');
});

test('the developer may do everything with the key local', async () => {
  const client = new SecretsManagerClient({
    endpoint: `http://127.0.0.1:${run.port}/_local/secretsmanager`, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  expect(await client.send(new GetSecretValueCommand({ SecretId: 'x' }))).toMatchObject({ $metadata: { httpStatusCode: 200 } });
  const wrong = new SecretsManagerClient({
    endpoint: `http://127.0.0.1:${run.port}/_local/secretsmanager`, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'guess' },
  });
  await expect(wrong.send(new GetSecretValueCommand({ SecretId: 'x' }))).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
});

describe('a trigger', () => {
  const arn = (name: string): string => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

  test('is invoked for the pool that has the permission', async () => {
    expect(await host.invoke(arn('allowed'), { userPoolId: 'pool-1' })).toEqual({ userPoolId: 'pool-1', seen: true });
  });

  test('rejects with what the function threw', async () => {
    await expect(host.invoke(arn('allowed'), { userPoolId: 'pool-1', fail: true })).rejects.toMatchObject({ name: 'RangeError', message: 'refused' });
  });

  test('has five seconds, whatever the function\'s own time-out', async () => {
    await expect(host.invoke(arn('allowed'), { userPoolId: 'pool-1', slow: true })).rejects.toThrow('Task timed out after 5.00 seconds');
  });

  test('fails without the permission, for another pool, and when it is not there', async () => {
    await expect(host.invoke(arn('allowed'), { userPoolId: 'pool-2' })).rejects.toThrow(/AccessDeniedException: cognito-idp\.amazonaws\.com may not invoke allowed/);
    await expect(host.invoke(arn('elsewhere'), { userPoolId: 'pool-1' })).rejects.toThrow(/AccessDenied/);
    await expect(host.invoke(arn('ask'), { userPoolId: 'pool-1' })).rejects.toThrow(/AccessDenied/);
    await expect(host.invoke(arn('none'), { userPoolId: 'pool-1' })).rejects.toThrow(/no function/);
  });
});
