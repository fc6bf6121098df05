import { IncomingMessage, ServerResponse } from 'node:http';

/** A request that is read to its end. */
export interface Received {
  readonly method: string;
  /** The request target as sent. */
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly cookies?: string[];
  readonly body: string | Buffer;
}

/** Reads a request, of its body at most `most` bytes: enough to see that it is too large. */
export async function receive(request: IncomingMessage, most: number): Promise<Received> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (length < most) {
      chunks.push(chunk);
    }
    length += chunk.length;
  }
  // Clients of a proxy send the whole address, of which the host then counts: https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
  const [, host, path = request.url!] = /^https?:\/\/([^/?]*)(.*)$/i.exec(request.url!) ?? [];
  return {
    method: request.method!,
    url: path.startsWith('?') || path === '' ? `/${path}` : path,
    headers: { ...headersOf(request), ...host && { host } },
    body: Buffer.concat(chunks).subarray(0, most),
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    protocol: `HTTP/${request.httpVersion}`,
  };
}

export function send(response: ServerResponse, answer: Answer, now: number): void {
  const body = Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(answer.body);
  const bodiless = answer.status === 204 || answer.status === 304 || answer.status < 200;
  response.statusCode = answer.status;
  // The runner's time, since the SDK corrects its own clock by it.
  response.sendDate = false;
  response.setHeader('date', new Date(now).toUTCString());
  for (const [name, value] of Object.entries(answer.headers)) {
    response.setHeader(name, value);
  }
  if (answer.cookies?.length) {
    response.setHeader('set-cookie', [...answer.cookies, ...[answer.headers['set-cookie'] ?? []].flat()]);
  }
  if (!bodiless && !response.hasHeader('content-length')) {
    response.setHeader('content-length', body.length);
  }
  response.end(bodiless || response.req.method === 'HEAD' ? undefined : body);
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index].toLowerCase();
    const value = request.rawHeaders[index + 1];
    const separator = name === 'cookie' ? '; ' : ',';
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}${separator}${value}` : value;
  }
  return headers;
}
