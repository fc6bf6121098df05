import { appConfig } from './app-config';
import { Stack } from './assembly';
import { Calls } from './calls';
import { LocalClock } from './clock';
import { Faults } from './faults';
import { createHost } from './host';
import { HttpApi } from './http-api/api';
import { HttpApiResources } from './http-api/resources';
import { Roles } from './iam-roles';
import { InertResources } from './inert';
import { PREFIX } from './internal-routes';
import { keysOf, poolOf } from './issuer-keys';
import { Functions } from './lambda/functions';
import { LogEntry, Logs } from './logs';
import { Mailbox } from './mailbox';
import { Host, Service } from './service';
import { createProviders, createServices } from './stand-ins';
import { Deployment, partitionOf } from './template/deployment';

/** What outlives the stack when it is exchanged for its successor. */
export interface Kept {
  readonly mailbox: Mailbox;
  readonly logEntries: LogEntry[];
  readonly calls: Calls;
  readonly faults: Faults;
  /** What each stand-in holds, by endpoint prefix. */
  readonly services: Readonly<Record<string, unknown>>;
}

export interface Surroundings {
  readonly clock: LocalClock;
  /** Known once the run listens. */
  readonly port: () => number;
  readonly log: (line: string) => void;
  readonly onLogEntry?: (entry: LogEntry) => void;
  readonly services?: (host: Host) => Service[];
}

/** A stack whose resources are made. */
export interface RunningStack {
  readonly name: string;
  readonly region: string;
  readonly kept: Omit<Kept, 'services'>;
  readonly functions: Functions;
  readonly services: readonly Service[];
  readonly httpApi: HttpApi;
  readonly routeKeys: readonly string[];
  readonly outputs: Record<string, unknown>;
  readonly userPoolIds: readonly string[];
  readonly userPoolDomains: readonly string[];
  readonly identityProviders: readonly string[];
  /** The pools whose tokens the API takes. */
  readonly apiPoolIds: readonly string[];
  /** What `/config.json` says. */
  config(): object;
  snapshot(): Record<string, unknown>;
  /** The same without what came after the deployment. */
  withoutData(): Record<string, unknown>;
}

/** Makes the resources of a stack, in the state that is kept. Nothing runs yet: one that is not wanted after all can be dropped. */
export function bringUp(stack: Stack, kept: Kept, { clock, port, log, onLogEntry, services: createOthers }: Surroundings): RunningStack {
  const { region, accountId } = stack;
  const partition = partitionOf(region);
  const arnOf = (service: string, resource: string): string => `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  const at = (path: string): string => `http://127.0.0.1:${port()}${PREFIX}/${path}`;

  const roles = new Roles(stack.name, accountId, partition);
  const logs = new Logs(clock, arnOf, stack.name, kept.logEntries, onLogEntry);
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
  const host = createHost({ clock, region, accountId, partition, roles, functions, mailbox: kept.mailbox });
  const services = (createOthers ?? createServices)(host);
  // Before the resources are made, since they hand out what is saved, such as a client's secret.
  services.filter((service) => Object.hasOwn(kept.services, service.endpointPrefix))
    .forEach((service) => service.restore(kept.services[service.endpointPrefix]));

  log(`Making the ${Object.keys(stack.template.Resources).length} resources of ${stack.id} (${region})`);
  const inert = new InertResources(stack.name, arnOf);
  const urlSuffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const api = new HttpApiResources({ stackName: stack.name, region, urlSuffix, hasFunction: (arn) => functions.has(arn) });
  const deployment = new Deployment(stack, [roles, logs, functions, api, inert, ...createProviders(host), ...services]);
  deployment.makeAll();
  api.check();
  const apiPoolIds = [...new Set(api.issuers.map(poolOf))];
  const outputs = deployment.outputs();
  if (inert.leftOut().length > 0) {
    log(`Left out, for they change no answer: ${inert.leftOut().join(', ')}`);
  }
  [...inert.notices(), ...services.flatMap((service) => service.notices?.() ?? [])].forEach(log);
  log(`Made ${api.routes.length} routes and ${functions.count} functions`);

  const httpApi = new HttpApi({
    resources: api, functions, logs, clock, accountId, arnPrefix: arnOf('execute-api', ''), keysOf: (issuer) => keysOf(issuer, services),
  });
  const userPoolDomains = deployment.refsOf('AWS::Cognito::UserPoolDomain');
  const { services: _, ...others } = kept;
  return {
    name: stack.name,
    region, functions, services, httpApi, outputs, userPoolDomains, apiPoolIds,
    kept: others,
    routeKeys: api.routes.map((route) => route.key),
    userPoolIds: deployment.refsOf('AWS::Cognito::UserPool'),
    identityProviders: deployment.refsOf('AWS::Cognito::UserPoolIdentityProvider'),
    config: () => appConfig({ url: `http://localhost:${port()}`, region, outputs, userPoolDomains }),
    snapshot: () => Object.fromEntries(services.map((service) => [service.endpointPrefix, service.snapshot()])),
    withoutData: () => Object.fromEntries(services.flatMap((service) =>
      service.withoutData ? [[service.endpointPrefix, service.withoutData()] as const] : [])),
  };
}
