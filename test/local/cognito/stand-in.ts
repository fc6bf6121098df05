import { generateKeyPairSync, JsonWebKey } from 'node:crypto';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { createCognito } from '../../../local/cognito';
import { Caller, Host, Service, ServiceRequest } from '../../../local/service';

export interface Delivered {
  readonly channel: 'EMAIL' | 'SMS';
  readonly to: string;
  readonly subject?: string;
  readonly body: string;
}

/** What an operation answered. */
export interface Answer {
  readonly operation: string;
  readonly status: number;
  readonly body: any;
}

export interface StandIn {
  readonly service: Service;
  readonly endpoint: string;
  readonly client: CognitoIdentityProviderClient;
  readonly answers: Answer[];
  readonly mailbox: Delivered[];
  readonly triggers: Map<string, (event: any) => unknown>;
  /** Refused actions of the one caller. */
  readonly denied: Set<string>;
  now: number;
  advance(seconds: number): void;
  close(): Promise<void>;
}

const developer = (denied: Set<string>): Caller => ({
  accessKeyId: 'AKIALOCAL',
  arn: 'arn:aws:sts::123456789012:assumed-role/Developer/local',
  allows: (action) => !denied.has(action),
});

const keys: JsonWebKey[] = [];
let next = 0;
/** A few keys for all pools of a test file: making one takes longer than a hundred sign-ins. */
export async function readyKey(): Promise<JsonWebKey> {
  if (keys.length < 4) keys.push(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }));
  return keys[next++ % keys.length];
}

export async function startStandIn(): Promise<StandIn> {
  const denied = new Set<string>();
  const mailbox: Delivered[] = [];
  const triggers = new Map<string, (event: any) => unknown>();
  const state = { now: Date.UTC(2026, 10, 20, 12) };
  const host: Host = {
    clock: { now: () => state.now },
    region: 'eu-central-1',
    accountId: '123456789012',
    partition: 'aws',
    authenticate: (request) => request.headers.authorization ? developer(denied) : undefined,
    authenticatePolicy: () => { throw new Error('no forms here'); },
    invoke: async (arn, event) => await triggers.get(arn)!(structuredClone(event)),
    hasFunction: (arn) => triggers.has(arn),
    invokeFor: async (arn, event) => await triggers.get(arn)!(structuredClone(event)),
    deliver: (message) => { mailbox.push(message); },
  };
  const service = createCognito(host, { makeKey: readyKey });
  const answers: Answer[] = [];
  const server = serve(service, answers);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new CognitoIdentityProviderClient({
    endpoint, region: 'eu-central-1', maxAttempts: 1, credentials: { accessKeyId: 'AKIALOCAL', secretAccessKey: 'local' },
  });
  return {
    service,
    endpoint,
    client,
    answers,
    mailbox,
    triggers,
    denied,
    get now() { return state.now; },
    set now(value) { state.now = value; },
    advance(seconds) { state.now += seconds * 1000; },
    async close() {
      client.destroy();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}

function serve(service: Service, answers: Answer[]): Server {
  return createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => { chunks.push(chunk); });
    incoming.on('end', () => {
      const request: ServiceRequest = {
        method: incoming.method!,
        url: incoming.url!,
        signedUrl: incoming.url!,
        headers: incoming.headers as Record<string, string>,
        body: Buffer.concat(chunks),
      };
      void service.handle(request).then(({ status, headers, body }) => {
        const operation = request.headers['x-amz-target']?.split('.')[1];
        if (operation) answers.push({ operation, status, body: JSON.parse(body.toString()) });
        outgoing.writeHead(status, headers).end(body);
      });
    });
  });
}
