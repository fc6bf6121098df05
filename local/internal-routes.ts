import { operationOf } from './calls';
import { LocalClock } from './clock';
import { NoAnswer } from './faults';
import { Answer, Received } from './http';
import { LocalError } from './local-error';
import { mailboxPage, PAGE_POLICY } from './mailbox-page';
import type { RunningStack } from './running-stack';
import { Service, ShownCode, Site } from './service';

export const PREFIX = '/_local';

export interface InternalOptions {
  readonly stack: () => RunningStack;
  readonly clock: LocalClock;
  /** Says to the person at the keyboard what a handler would hide. */
  readonly log: (line: string) => void;
  /** Forgets what people did. */
  readonly reset: () => Promise<void>;
  /** Something may have changed. */
  readonly onChange: () => void;
  /** An app is served at `/`. */
  readonly hasSite: boolean;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** All below `/_local/`: the AWS stand-ins, and what the person at the keyboard looks at. */
export class InternalRoutes {
  constructor(private readonly options: InternalOptions) {}

  /**
   * Whether the path, without the query, is one of these; `/_localhost` is not.
   */
  takes(path: string): boolean {
    return path === PREFIX || path.startsWith(`${PREFIX}/`);
  }

  /** Whether the path is for the person at the keyboard, and no stand-in's: it is answered while the stack is exchanged, too. */
  isControl(path: string): boolean {
    const name = path.split('/')[2];
    return name !== 'aws' && !this.serviceOf(name) && !this.siteOf(name);
  }

  isFromFunction({ headers }: Received): boolean {
    return this.options.stack().functions.callerOf(headers['user-agent']) !== undefined;
  }

  async handle(request: Received): Promise<Answer | NoAnswer> {
    const foreign = foreignReason(request);
    if (foreign) {
      return json(403, { message: foreign });
    }
    const [path] = request.url.split('?');
    const [, , name, ...rest] = path.split('/');
    const service = this.serviceOf(name);
    if (service) {
      return this.callService(service, request);
    }
    const site = this.siteOf(name);
    if (site) {
      return this.visit(site, name, request);
    }
    if (name === 'aws') {
      return this.notEmulated(request);
    }
    return rest.length > 0 ? json(404, { message: 'Not Found' }) : this.look(name, request);
  }

  private serviceOf(name: string | undefined): Service | undefined {
    return this.options.stack().services.find((one) => one.endpointPrefix === name);
  }

  private siteOf(name: string | undefined): Site | undefined {
    return this.options.stack().services.map(({ sites }) => name && sites && Object.hasOwn(sites, name) ? sites[name] : undefined).find(Boolean);
  }

  private async callService(service: Service, request: Received): Promise<Answer | NoAnswer> {
    const { method, headers, body } = request;
    const name = service.endpointPrefix;
    const below = request.url.slice(`${PREFIX}/${name}`.length);
    const url = below.startsWith('/') ? below : `/${below}`;
    const { functions, kept: { calls, faults } } = this.options.stack();
    const caller = functions.callerOf(headers['user-agent']);
    const call = calls.begin({ function: caller?.name, service: name, operation: operationOf(request, url) });
    const answer = await faults.around({ call, crash: caller?.crash, isHead: method === 'HEAD' },
      () => service.handle({ method, headers, body, url, signedUrl: request.url }));
    calls.end(call, answer);
    if (!['GET', 'HEAD', 'OPTIONS'].includes(method)) {
      this.options.onChange();
    }
    if (typeof answer === 'string') {
      return answer;
    }
    if (answer.status === 501 || (answer.status >= 400 && answer.body.includes('UnknownOperation'))) {
      this.options.log(`The stand-in of ${name} has no such operation: ${answer.body.toString()}`);
    }
    return answer;
  }

  /** No call to AWS, so neither listed nor met by faults. A GET changes something too: it may sign somebody in. */
  private async visit(site: Site, name: string, { method, headers, body, url }: Received): Promise<Answer> {
    const answer = await site({ method, headers, body, url: url.slice(`${PREFIX}/${name}`.length), signedUrl: url });
    this.options.onChange();
    return answer;
  }

  private async look(name: string | undefined, request: Received): Promise<Answer> {
    const { kept: { mailbox, logEntries, calls, faults }, outputs } = this.options.stack();
    switch (`${request.method} ${name ?? ''}`) {
      case 'GET ':
        return name === undefined ? { status: 308, headers: { location: `${PREFIX}/` }, body: '' } : page(mailboxPage(mailbox.messages, this.codes(), this.options.hasSite));
      case 'GET codes': return json(200, this.codes());
      case 'GET messages': return json(200, mailbox.messages);
      case 'GET logs': return json(200, logEntries);
      case 'GET outputs': return json(200, outputs);
      case 'GET calls': return json(200, calls.after(Number(new URLSearchParams(request.url.split('?')[1]).get('after'))));
      case 'GET faults': return json(200, faults.list());
      case 'PUT faults': return this.setFaults(request.body);
      case 'POST clock': return this.moveClock(request.body);
      case 'POST reset': return this.reset();
      default: return json(404, { message: 'Not Found' });
    }
  }

  private codes(): ShownCode[] {
    return this.options.stack().services.flatMap((service) => service.codes?.() ?? []);
  }

  private setFaults(body: Buffer): Answer {
    const { faults } = this.options.stack().kept;
    const problems = faults.replace(body);
    return problems.length > 0 ? json(400, { message: problems.join('; ') }) : json(200, faults.list());
  }

  private async reset(): Promise<Answer> {
    try {
      await this.options.reset();
      return json(200, { now: new Date(this.options.clock.now()).toISOString() });
    } catch (error) {
      if (!(error instanceof LocalError)) throw error;
      return json(409, { message: error.message });
    }
  }

  private moveClock(body: Buffer): Answer {
    let seconds: unknown;
    try {
      seconds = JSON.parse(body.toString()).advance_seconds;
    } catch {
      // The answer below says what is wanted.
    }
    // Backwards would bring tokens from the future; a century is past any expiry.
    if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= 100 * 365 * 86_400)) {
      return json(400, { message: 'Send {"advance_seconds": n} with a number of seconds, not negative' });
    }
    this.options.clock.advance(seconds * 1000);
    this.options.onChange();
    return json(200, { now: new Date(this.options.clock.now()).toISOString() });
  }

  private notEmulated(request: Received): Answer {
    const service = /Credential=[^/]+\/[^/]+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? 'this service';
    const operation = request.headers['x-amz-target'];
    const message = `The offline run has no stand-in for ${service}${operation ? ` (${operation})` : ''}`;
    this.options.log(message);
    return { status: 501, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify({ __type: 'NotEmulated', message }) };
  }
}

/**
 * Why a request must not see the mails and tokens: it came through a name that a stranger's page made point here (DNS
 * rebinding), or from a stranger's page itself.
 */
function foreignReason(request: Received): string | undefined {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (!LOOPBACK.includes(host)) {
    return `Only for ${LOOPBACK.join(', ')}`;
  }
  const { origin } = request.headers;
  if (origin !== undefined && !(URL.canParse(origin) && LOOPBACK.includes(new URL(origin).hostname))) {
    return 'Not for pages of other origins';
  }
  return undefined;
}

const GUARDS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' };

function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json', ...GUARDS }, body: JSON.stringify(value) };
}

function page(html: string): Answer {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY, 'referrer-policy': 'no-referrer', ...GUARDS };
  return { status: 200, headers, body: html };
}
