import { createServer } from 'node:http';
import { evaluate, parsePolicyDocument, type Statement } from '../../../local/iam';
import { type Caller, type Host, type Resource, type Service, SignatureError } from '../../../local/service';
import { verifyPolicySignature, verifySignature } from '../../../local/sigv4';

export const REGION = 'eu-west-1';
export const ACCOUNT = '123456789012';
export const ADMIN = { accessKeyId: 'AKIAADMIN', secretAccessKey: 'admin-secret' };

export interface Served {
  readonly service: Service;
  readonly host: Host;
  /** Where the SDK sends its requests. */
  readonly endpoint: string;
  /** What a request was, newest last. */
  readonly seen: { method: string; url: string; headers: Record<string, string>; body: Buffer }[];
  /** What the SDK's client takes. Without credentials: the developer's, who may do everything. */
  config(credentials?: typeof ADMIN): { endpoint: string; region: string; credentials: typeof ADMIN; maxAttempts: number };
  /** Credentials of a role with these policy statements. */
  role(...statements: object[]): typeof ADMIN;
  /** Moves the clock. */
  advance(milliseconds: number): void;
  make(type: string, logicalId: string, properties?: Record<string, any>): ReturnType<Service['make']>;
  close(): Promise<void>;
}

/** Serves a stand-in as the runner does: below its prefix, on a free port of the loopback. */
export async function serve(create: (host: Host) => Service): Promise<Served> {
  const keys = new Map<string, { secret: string; statements?: Statement[] }>([[ADMIN.accessKeyId, { secret: ADMIN.secretAccessKey }]]);
  let ahead = 0;
  const callerOf = (accessKeyId: string): Caller => {
    const { statements } = keys.get(accessKeyId)!;
    return {
      accessKeyId,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Role/${accessKeyId}`,
      allows: (action, resource, context) => statements === undefined || evaluate(statements, action, resource, context),
    };
  };
  const host: Host = {
    clock: { now: () => Date.now() + ahead },
    region: REGION,
    accountId: ACCOUNT,
    partition: 'aws',
    authenticate(request, service): Caller | undefined {
      const accessKeyId = verifySignature(request, service, REGION, (id) => keys.get(id)?.secret, Date.now() + ahead);
      return accessKeyId === undefined ? undefined : callerOf(accessKeyId);
    },
    authenticatePolicy: (signed, service) => callerOf(verifyPolicySignature(signed, service, REGION, (id) => keys.get(id)?.secret)),
    invoke: () => Promise.reject(new Error('no functions here')),
    hasFunction: () => false,
    invokeFor: () => Promise.reject(new Error('no functions here')),
    deliver: () => { throw new Error('no mails here'); },
  };
  const service = create(host);
  const prefix = `/_local/${service.endpointPrefix}`;
  const seen: Served['seen'] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const headers = { ...incoming.headers } as Record<string, string>;
    const request = { method: incoming.method!, signedUrl: incoming.url!, headers, body: Buffer.concat(chunks) };
    seen.push({ ...request, url: request.signedUrl });
    try {
      const answer = await service.handle({ ...request, url: incoming.url!.slice(prefix.length) || '/' });
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    } catch (error) {
      outgoing.writeHead(error instanceof SignatureError ? 403 : 500).end(String((error as Error).stack));
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const endpoint = `http://127.0.0.1:${(server.address() as { port: number }).port}${prefix}`;
  return {
    service,
    host,
    endpoint,
    seen,
    config: (credentials = ADMIN) => ({ endpoint, region: REGION, credentials, maxAttempts: 1 }),
    role(...statements) {
      const accessKeyId = `AKIAROLE${keys.size}`;
      const secret = `secret-of-${accessKeyId}`;
      keys.set(accessKeyId, { secret, statements: parsePolicyDocument({ Version: '2012-10-17', Statement: statements }) });
      return { accessKeyId, secretAccessKey: secret };
    },
    advance: (milliseconds) => { ahead += milliseconds; },
    make: (type, logicalId, properties = {}) => service.make({ type, logicalId, properties } as Resource),
    close: () => new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    }),
  };
}
