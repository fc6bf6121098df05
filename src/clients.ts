import { HttpAuthorizer, IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { ClientContext, makeAppClient } from './app-client';
import { AppClient, AppClientOptions } from './app-client-options';
import { appClientProblems } from './app-client-rules';
import { Audience } from './audience';
import { makeScopesAuthorizer } from './http-api';
import { IdentityPool } from './identity-pool';
import { makeMachineClient } from './machine-client';
import { MachineClient, MachineClientOptions } from './machine-client-options';
import { machineClientProblems } from './machine-client-rules';
import { callOf, OPTIONS, refuse } from './refuse';

/** In our scope, not under the pool, apart from our other children, so that a user's name cannot meet one of ours. */
export const CLIENTS_FOLDER = 'Clients';
const MACHINE_CLIENTS_FOLDER = 'MachineClients';

/** What clients are added to. */
interface Auth extends Construct {
  readonly httpApi: IHttpApi;
  readonly issuer: string;
}

/** Adds the clients of apps and machines, and tells the authorizers. */
export class Clients {
  readonly apps: { [name: string]: AppClient } = {};
  readonly machines: { [name: string]: MachineClient } = {};
  /** There where a machine is. */
  scopesAuthorizer?: HttpAuthorizer;

  constructor(
    private readonly auth: Auth, private readonly audience: Audience, private readonly context: ClientContext,
    private readonly identities?: IdentityPool,
  ) {
    const { clients, machineClients } = context.settings;
    // Validation has looked at them.
    for (const [name, options] of Object.entries(clients)) this.makeApp(name, options);
    for (const [name, options] of Object.entries(machineClients)) this.makeMachine(name, options);
  }

  addApp(id: string, options: AppClientOptions): AppClient {
    const { settings } = this.context;
    const { audience: { size }, identities: { trusted } = { trusted: 0 } } = this;
    const problems = appClientProblems(id, options, { settings, taken: Object.keys(this.apps), size, trusted });
    this.refuse('addClient', 'clients', id, problems);
    return this.makeApp(id, options);
  }

  addMachine(id: string, options: MachineClientOptions): MachineClient {
    const { settings } = this.context;
    const problems = machineClientProblems(id, options, { settings, taken: Object.keys(this.machines), size: this.audience.size });
    this.refuse('addMachineClient', 'machineClients', id, problems);
    return this.makeMachine(id, options);
  }

  /** The options are typed without what leads to them in the props. */
  private refuse(method: string, prop: string, id: string, problems: string[]): void {
    const prefix = `${prop}.${id}.`;
    const asTyped = problems.map((problem) => problem.startsWith(prefix) ? problem.slice(prefix.length) : problem);
    refuse(asTyped, 'InvalidClientError', callOf(this.auth, `${method}("${id}")`), OPTIONS);
  }

  private makeApp(name: string, options: AppClientOptions): AppClient {
    const client = makeAppClient(new Construct(this.folder(CLIENTS_FOLDER), name), options, this.context);
    this.apps[name] = client;
    this.audience.addApp(client.clientId);
    if (options.identityPool) this.identities?.trust(client.userPoolClient);
    return client;
  }

  private makeMachine(name: string, options: MachineClientOptions): MachineClient {
    const client = makeMachineClient(new Construct(this.folder(MACHINE_CLIENTS_FOLDER), name), options, this.context);
    this.machines[name] = client;
    this.audience.addMachine(client.clientId);
    this.scopesAuthorizer ??= makeScopesAuthorizer(this.auth, this.auth.httpApi, this.auth.issuer, this.audience, this.context.settings);
    return client;
  }

  private folder(id: string): Construct {
    return this.auth.node.tryFindChild(id) as Construct | undefined ?? new Construct(this.auth, id);
  }
}
