import { Agent, request, type IncomingHttpHeaders } from 'node:http';

/** A request as it goes over the wire. `fetch` would tidy up its target and refuse some of its headers. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Buffer;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Milliseconds. API Gateway gives up after 30 seconds, a function of ours after 15: who waits longer waits for ever. */
const HANG = 40_000;

const agent = new Agent({ keepAlive: true });

/** All values of a header, joined as API Gateway joins them. */
export const headerOf = ({ headers }: WireRequest, name: string): string | undefined => {
  const values = headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value.trim());
  return values.length > 0 ? values.join(',') : undefined;
};

export const send = (url: string, { method, target, headers, body }: WireRequest): Promise<WireAnswer> => new Promise((resolve, reject) => {
  const { hostname, port, host } = new URL(url);
  const framing: [string, string][] = body && !headers.some(([name]) => name === 'transfer-encoding') ? [['content-length', String(body.length)]] : [];
  const sent = request({
    agent, hostname, port, method, path: target, headers: [['host', host], ...headers, ...framing].flat() as any,
  }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(chunks).toString() }));
    response.on('error', reject);
  });
  sent.setTimeout(HANG, () => sent.destroy(new Error(`No answer in ${HANG / 1000} s`)));
  sent.on('error', reject);
  sent.end(body);
});
