import { NoAnswer } from './faults';
import { Received } from './http';
import { Clock, ServiceResponse } from './service';

/** A call to a stand-in. */
export interface Call {
  /** Counts up, so that a reader can ask for what came after. */
  readonly number: number;
  /** ISO 8601, by the runner's clock. */
  readonly time: string;
  /** The calling function, as its construct is named; absent where it is a client of someone else's. */
  readonly function?: string;
  /** The endpoint prefix: cognito-idp, s3, secretsmanager, lambda. */
  readonly service: string;
  /** AWS's name of it, such as AdminInitiateAuth or PutObject. */
  readonly operation: string;
  /** Absent while there is no answer, and for ever where there was none. */
  status?: number;
  /** AWS's name of the error, or what became of the answer: RESET, HANG. */
  error?: string;
}

/** Older calls go, so that a run of days stays small. */
const LONGEST = 10_000;

/** The calls to the stand-ins, oldest first, in memory. */
export class Calls {
  private entries: Call[] = [];
  private count = 0;

  constructor(private readonly clock: Clock) {}

  begin(call: Pick<Call, 'function' | 'service' | 'operation'>): Call {
    const begun: Call = { number: ++this.count, time: new Date(this.clock.now()).toISOString(), ...call };
    this.entries.push(begun);
    if (this.entries.length > LONGEST) {
      this.entries.splice(0, LONGEST / 10);
    }
    return begun;
  }

  end(call: Call, answer: ServiceResponse | NoAnswer): void {
    if (typeof answer === 'string') {
      call.error = answer;
      return;
    }
    call.status = answer.status;
    if (answer.status >= 400) {
      call.error = errorName(answer);
    }
  }

  after(number: number): readonly Call[] {
    return this.entries.filter((call) => call.number > number);
  }
}

/** What a request asks of a service: JSON protocols name it in a header, the SDK in S3's query; other clients of S3 say it by method and path alone. */
export function operationOf({ method, headers }: Received, path: string): string {
  const target = headers['x-amz-target'];
  if (target !== undefined) {
    return target.split('.').at(-1)!;
  }
  const [resource, query = ''] = path.split('?');
  return new URLSearchParams(query).get('x-id') ?? (/\/invocations$/.test(resource) ? 'Invoke' : byPath(method, resource, query));
}

function byPath(method: string, resource: string, query: string): string {
  const [, bucket, ...key] = resource.split('/');
  if (/^\.well-known/.test(key[0] ?? '')) {
    return key.join('/');
  }
  const verb = { GET: 'Get', HEAD: 'Head', PUT: 'Put', DELETE: 'Delete' }[method];
  if (!bucket) {
    return 'ListBuckets';
  }
  if (key.join('') === '') {
    return method === 'GET' ? 'ListObjectsV2' : method === 'POST' ? (query.startsWith('delete') ? 'DeleteObjects' : 'PostObject') : `${verb ?? method}Bucket`;
  }
  return verb ? `${verb}Object` : method;
}

function errorName({ headers, body }: ServiceResponse): string | undefined {
  return headers['x-amzn-errortype']?.split(':')[0]
    ?? /"__type":"(?:[^"]*#)?(\w+)/.exec(String(body))?.[1]
    ?? /<Code>(\w+)/.exec(String(body))?.[1];
}
