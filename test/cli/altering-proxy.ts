import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Passed {
  status: number;
  headers: Record<string, string>;
  body: any;
}

/** Stands before an API and changes its answers as a test likes. */
export class AlteringProxy {
  /** What it does to an answer to `POST /v1/login` and the like. */
  public alter: (route: string, answer: Passed, sent: any) => void = () => undefined;
  public url = '';
  private readonly server: Server;

  public constructor(private readonly target: string) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers as Record<string, string>;
        void fetch(this.target + request.url, { method: request.method, headers, body: text || undefined }).then(async (answer) => {
          const { 'connection': _c, 'transfer-encoding': _t, 'content-length': _l, 'keep-alive': _k, ...kept } = Object.fromEntries(answer.headers);
          const body = await answer.text();
          const passed: Passed = { status: answer.status, headers: kept, body: body && JSON.parse(body) };
          this.alter(`${request.method} ${request.url}`, passed, text.startsWith('{"') ? JSON.parse(text) : {});
          response.writeHead(passed.status, passed.headers).end(passed.body && JSON.stringify(passed.body));
        });
      });
    });
  }

  public async start(): Promise<this> {
    await new Promise<void>((listening) => { this.server.listen(0, '127.0.0.1', listening); });
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}
