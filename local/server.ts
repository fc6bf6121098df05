import { IncomingMessage, ServerResponse } from 'node:http';
import { chooseStack, readAssembly, Stack } from './assembly';
import { Calls } from './calls';
import { LocalClock } from './clock';
import { DataFile } from './data-file';
import { Faults, NoAnswer } from './faults';
import { Gate } from './gate';
import { Answer, receive, Received, send } from './http';
import { gatewayHeaders } from './http-api/gateway-headers';
import { InternalRoutes, PREFIX } from './internal-routes';
import { listen } from './listen';
import { LocalError } from './local-error';
import { LogEntry } from './logs';
import { Mailbox, Message } from './mailbox';
import { bringUp, Kept, RunningStack, Surroundings } from './running-stack';
import { readSeed } from './seed';
import { Host, Seed, Service } from './service';
import { StaticSite } from './site';
import { withLinkedStacks } from './template/linked-stacks';
import { contentOf, watchAssembly } from './watch';

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
  /** Users and groups that are there from the start. */
  readonly seedFile?: string;
  /** Takes a changed assembly over, state and all. */
  readonly watch?: boolean;
  readonly clock?: LocalClock;
  /** What goes on, line by line. */
  readonly log?: (line: string) => void;
  /** Each line that a function or the API logs. */
  readonly onLogEntry?: (entry: LogEntry) => void;
  /** In place of the stand-ins, for tests of the runner alone. */
  readonly services?: (host: Host) => Service[];
}

export interface LocalRun extends Pick<RunningStack, 'region' | 'routeKeys' | 'outputs' | 'userPoolIds' | 'userPoolDomains' | 'identityProviders'> {
  readonly url: string;
  readonly port: number;
  readonly clock: LocalClock;
  messages(): readonly Message[];
  logs(): readonly LogEntry[];
  stop(): Promise<void>;
}

// Above API Gateway's limit, which is answered by the API, for uploads to buckets.
const MOST_BODY = 100 * 1024 * 1024;

/** Runs a synthesized stack on this machine. */
export async function startLocal(options: LocalOptions): Promise<LocalRun> {
  const { directory, clock = new LocalClock(), log = () => {} } = options;
  const site = options.site === undefined ? undefined : new StaticSite(options.site, () => current.config());
  const seed = options.seedFile === undefined ? undefined : readSeed(options.seedFile);
  log(`Reading ${directory}`);
  const content = options.watch ? contentOf(directory) : undefined;
  const stack = read(options);
  let port = 0;
  const surroundings: Surroundings = { clock, port: () => port, log, onLogEntry: options.onLogEntry, services: options.services };
  /** Nothing of what people did. */
  const fresh = (services: Kept['services']): Kept =>
    ({ mailbox: new Mailbox(clock), logEntries: [], calls: new Calls(clock), faults: new Faults(), services });

  const plant = (running: RunningStack): void => {
    if (seed) {
      seedInto(running, seed, options.seedFile!).forEach(log);
    }
  };

  /** One that makes no sense is better said now than to the page. */
  const checkConfig = (running: RunningStack): void => void (site && running.config());

  const saved = options.dataFile === undefined ? undefined : DataFile.read(options.dataFile, stack.name);
  const kept = fresh(saved?.services ?? {});
  if (saved) {
    clock.advance(saved.clock_offset);
    kept.mailbox.restore(saved.messages);
    log(`Took the state from ${options.dataFile}`);
  }
  let current = bringUp(stack, kept, surroundings);
  checkConfig(current);
  plant(current);

  const dataFile = options.dataFile === undefined ? undefined : new DataFile(options.dataFile, () => ({
    version: 1, stack: stack.name, clock_offset: clock.offset, messages: current.kept.mailbox.messages, services: current.snapshot(),
  }), log);
  dataFile?.save(); // a file that cannot be written is better said now
  const onChange = (): void => dataFile?.saveSoon();

  const gate = new Gate();
  /** Puts another stack in the place of the current one, unless making it fails. */
  const exchange = async (make: () => RunningStack): Promise<void> => gate.alone(async () => {
    const former = current;
    current = make();
    onChange();
    await former.functions.stop();
  });

  let latest = stack;
  const reload = async (): Promise<void> => {
    const next = read(options);
    if (next.name !== latest.name) {
      throw new LocalError(`It is of the stack ${next.name} now, and this run is of ${latest.name}: start another one for it.`);
    }
    await exchange(() => {
      const running = bringUp(next, { ...current.kept, services: current.snapshot() }, { ...surroundings, log: () => {} });
      checkConfig(running);
      latest = next;
      log(`Reloaded ${directory}: ${running.routeKeys.length} routes, ${running.functions.count} functions`);
      return running;
    });
  };

  const reset = async (): Promise<void> => {
    // Or it would wait for whoever waits at a fault.
    current.kept.faults.clear();
    await exchange(() => {
      const { offset } = clock;
      clock.advance(-offset);
      try {
        const running = bringUp(latest, fresh(current.withoutData()), { ...surroundings, log: () => {} });
        plant(running);
        return running;
      } catch (error) {
        clock.advance(offset);
        throw error;
      }
    });
    log('Reset: nothing is left of users, files, mails and sessions');
  };

  const internal = new InternalRoutes({ stack: () => current, clock, log, reset, onChange, hasSite: site !== undefined });
  const answer = async (request: Received): Promise<Answer | NoAnswer> => {
    const [path, ...query] = request.url.split('?');
    if (internal.takes(path)) {
      return internal.isControl(path) ? internal.handle(request) : gate.pass(!internal.isFromFunction(request), () => internal.handle(request));
    }
    return gate.pass(true, async () => {
      const file = current.httpApi.takes(request.method, path) ? undefined : site?.answer(request, `http://127.0.0.1:${port}${PREFIX}/s3/`);
      return file ?? current.httpApi.handle({ ...request, path, query: query.join('?'), headers: gatewayHeaders(request, port, clock.now()) });
    });
  };
  const listening = await listen(options.port, (request: IncomingMessage, response: ServerResponse) => {
    receive(request, MOST_BODY).then(answer).catch((error): Answer => {
      log(`Failed: ${error.stack}`);
      return { status: 500, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message: 'Internal Server Error' }) };
    }).then((done) => conclude(response, done, clock.now())).catch(() => response.destroy());
  });
  port = listening.port;
  const watching = options.watch ? watchAssembly(directory, content, () => reload().catch((error: Error) => {
    log(`Not reloaded, the former stack goes on: ${error instanceof LocalError ? error.message : error.stack}`);
  })) : undefined;

  return {
    url: `http://localhost:${port}`,
    port, clock,
    get region() { return current.region; },
    get routeKeys() { return current.routeKeys; },
    get outputs() { return current.outputs; },
    get userPoolIds() { return current.userPoolIds; },
    get userPoolDomains() { return current.userPoolDomains; },
    get identityProviders() { return current.identityProviders; },
    messages: () => current.kept.mailbox.messages,
    logs: () => current.kept.logEntries,
    stop: async () => {
      watching?.stop();
      current.kept.faults.stop();
      await listening.close();
      await current.functions.stop();
      dataFile?.save();
    },
  };
}

function read({ directory, stack }: LocalOptions): Stack {
  const stacks = readAssembly(directory);
  return withLinkedStacks(chooseStack(stacks, stack), stacks);
}

/** A line for each. Passwords and secrets stay in the file. */
function seedInto({ services, apiPoolIds: [pool] }: RunningStack, seed: Seed, file: string): string[] {
  const cognito = services.find((service) => service.seed);
  if (!cognito?.seed || pool === undefined) {
    throw new LocalError(`Nobody of ${file} can be seeded: no route of the API takes the tokens of a user pool of the stack.`);
  }
  const added = cognito.seed(pool, seed);
  return seed.users.map((user) => added.includes(user)
    ? `Seeded ${user.email}${user.groups.length > 0 ? ` (${user.groups.join(', ')})` : ''}: password as in ${file}`
    : `${user.email} is there already`);
}

/** A connection that gets no answer lasts until its client gives up, or the run stops. */
function conclude(response: ServerResponse, answer: Answer | NoAnswer, now: number): void {
  if (answer === 'RESET') {
    response.socket?.resetAndDestroy();
  } else if (answer !== 'HANG') {
    send(response, answer, now);
  }
}
