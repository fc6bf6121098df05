import { IncomingMessage, ServerResponse } from 'node:http';
import { appConfig } from './app-config';
import { chooseStack, readAssembly } from './assembly';
import { LocalClock } from './clock';
import { DataFile } from './data-file';
import { NoAnswer } from './faults';
import { createHost } from './host';
import { Answer, receive, Received, send } from './http';
import { HttpApi } from './http-api/api';
import { gatewayHeaders } from './http-api/gateway-headers';
import { HttpApiResources } from './http-api/resources';
import { Roles } from './iam-roles';
import { InertResources } from './inert';
import { InternalRoutes, PREFIX } from './internal-routes';
import { keysOf, poolOf } from './issuer-keys';
import { Functions } from './lambda/functions';
import { listen } from './listen';
import { LogEntry, Logs } from './logs';
import { Mailbox, Message } from './mailbox';
import { Host, Service } from './service';
import { StaticSite } from './site';
import { createProviders, createServices } from './stand-ins';
import { Deployment, partitionOf } from './template/deployment';
import { withLinkedStacks } from './template/linked-stacks';

export interface LocalOptions {
  /** The cloud assembly: cdk.out. */
  readonly directory: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Which stack, where several have an HTTP API. */
  readonly stack?: string;
  /** Keeps the state over restarts. */
  readonly dataFile?: string;
  /** A built app, to be served at `/`. */
  readonly site?: string;
  readonly clock?: LocalClock;
  /** What goes on, line by line. */
  readonly log?: (line: string) => void;
  /** Each line that a function or the API logs. */
  readonly onLogEntry?: (entry: LogEntry) => void;
  /** In place of the stand-ins, for tests of the runner alone. */
  readonly services?: (host: Host) => Service[];
}

export interface LocalRun {
  readonly url: string;
  readonly port: number;
  readonly clock: LocalClock;
  readonly region: string;
  readonly routeKeys: readonly string[];
  readonly outputs: Record<string, unknown>;
  /** The physical ids of the user pools. */
  readonly userPoolIds: readonly string[];
  /** The pools' domains, each served below `/_local/auth/`. */
  readonly userPoolDomains: readonly string[];
  /** Those that a stub plays. */
  readonly identityProviders: readonly string[];
  messages(): readonly Message[];
  logs(): readonly LogEntry[];
  stop(): Promise<void>;
}

// Above API Gateway's limit, which is answered by the API, for uploads to buckets.
const MOST_BODY = 100 * 1024 * 1024;

/** Runs a synthesized stack on this machine. */
export async function startLocal(options: LocalOptions): Promise<LocalRun> {
  const { clock = new LocalClock(), log = () => {} } = options;
  const site = options.site === undefined ? undefined : new StaticSite(options.site, () => config());
  log(`Reading ${options.directory}`);
  const stacks = readAssembly(options.directory);
  const stack = withLinkedStacks(chooseStack(stacks, options.stack), stacks);
  const saved = options.dataFile === undefined ? undefined : DataFile.read(options.dataFile, stack.name);
  const { region, accountId } = stack;
  const partition = partitionOf(region);
  const arnOf = (service: string, resource: string): string => `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  let port = 0;
  const at = (path: string): string => `http://127.0.0.1:${port}${PREFIX}/${path}`;
  const url = (): string => `http://localhost:${port}`;

  const roles = new Roles(stack.name, accountId, partition);
  const logs = new Logs(clock, arnOf, stack.name, options.onLogEntry);
  const mailbox = new Mailbox(clock);
  const functions = new Functions({
    stack, partition, clock, roles, logs,
    // By number and not by name: with a name the S3 client would put the bucket before it.
    endpoints: () => ({
      AWS_ENDPOINT_URL: at('aws'),
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: at('cognito-idp'),
      AWS_ENDPOINT_URL_LAMBDA: at('lambda'),
      AWS_ENDPOINT_URL_S3: at('s3'),
      AWS_ENDPOINT_URL_SECRETS_MANAGER: at('secretsmanager'),
    }),
  });
  const host = createHost({ clock, region, accountId, partition, roles, functions, mailbox });
  const services = (options.services ?? createServices)(host);
  if (saved) {
    // Before the resources are made, since they hand out what is saved, such as a client's secret.
    clock.advance(saved.clock_offset);
    mailbox.restore(saved.messages);
    services.filter((service) => Object.hasOwn(saved.services, service.endpointPrefix))
      .forEach((service) => service.restore(saved.services[service.endpointPrefix]));
    log(`Took the state from ${options.dataFile}`);
  }

  log(`Making the ${Object.keys(stack.template.Resources).length} resources of ${stack.id} (${region})`);
  const inert = new InertResources(stack.name, arnOf);
  const urlSuffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const api = new HttpApiResources({ stackName: stack.name, region, urlSuffix, hasFunction: (arn) => functions.has(arn) });
  const deployment = new Deployment(stack, [roles, logs, functions, api, inert, ...createProviders(host), ...services]);
  deployment.makeAll();
  api.check();
  api.issuers.forEach(poolOf);
  const outputs = deployment.outputs();
  const userPoolDomains = deployment.refsOf('AWS::Cognito::UserPoolDomain');
  const config = (): object => appConfig({ url: url(), region, outputs, userPoolDomains });
  if (site) {
    config(); // one that makes no sense is better said now
  }
  if (inert.leftOut().length > 0) {
    log(`Left out, for they change no answer: ${inert.leftOut().join(', ')}`);
  }
  [...inert.notices(), ...services.flatMap((service) => service.notices?.() ?? [])].forEach(log);
  log(`Made ${api.routes.length} routes and ${functions.count} functions`);

  const dataFile = options.dataFile === undefined ? undefined : new DataFile(options.dataFile, () => ({
    version: 1,
    stack: stack.name,
    clock_offset: clock.offset,
    messages: mailbox.messages,
    services: Object.fromEntries(services.map((service) => [service.endpointPrefix, service.snapshot()])),
  }), log);
  dataFile?.save(); // a file that cannot be written is better said now
  const onChange = (): void => dataFile?.saveSoon();
  const internal = new InternalRoutes({ services, functions, mailbox, logs, clock, log, outputs: () => outputs, onChange });
  const httpApi = new HttpApi({
    resources: api, functions, logs, clock, accountId, arnPrefix: arnOf('execute-api', ''), keysOf: (issuer) => keysOf(issuer, services),
  });

  const answer = async (request: Received): Promise<Answer | NoAnswer> => {
    const [path, ...query] = request.url.split('?');
    if (internal.takes(path)) {
      return internal.handle(request);
    }
    const file = httpApi.takes(request.method, path) ? undefined : site?.answer(request, `${at('s3')}/`);
    return file ?? httpApi.handle({ ...request, path, query: query.join('?'), headers: gatewayHeaders(request, port, clock.now()) });
  };
  const listening = await listen(options.port, (request: IncomingMessage, response: ServerResponse) => {
    receive(request, MOST_BODY).then(answer).catch((error): Answer => {
      log(`Failed: ${error.stack}`);
      return { status: 500, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message: 'Internal Server Error' }) };
    }).then((done) => conclude(response, done, clock.now())).catch(() => response.destroy());
  });
  port = listening.port;

  return {
    url: url(), port, clock, region, outputs, userPoolDomains,
    routeKeys: api.routes.map((route) => route.key),
    userPoolIds: deployment.refsOf('AWS::Cognito::UserPool'),
    identityProviders: deployment.refsOf('AWS::Cognito::UserPoolIdentityProvider'),
    messages: () => mailbox.messages,
    logs: () => logs.entries,
    stop: async () => {
      internal.stop();
      await listening.close();
      await functions.stop();
      dataFile?.save();
    },
  };
}

/** A connection that gets no answer lasts until its client gives up, or the run stops. */
function conclude(response: ServerResponse, answer: Answer | NoAnswer, now: number): void {
  if (answer === 'RESET') {
    response.socket?.resetAndDestroy();
  } else if (answer !== 'HANG') {
    send(response, answer, now);
  }
}
