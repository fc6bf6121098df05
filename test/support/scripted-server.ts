import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../client/src';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: any;
}

/** Answers a request: with JSON and a status, or as it likes. */
export type Script = (sent: Sent, response: ServerResponse) => object | undefined | void | Promise<object | undefined | void>;

/** An API that answers as a test says, and keeps what it was sent. */
export class ScriptedServer {
  public readonly sent: Sent[] = [];
  private script: Script = () => ({});
  private readonly server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) {
      text += chunk;
    }
    const sent = { method: request.method!, path: request.url!, headers: request.headers, body: text && JSON.parse(text) };
    this.sent.push(sent);
    const answer = await this.script(sent, response);
    if (answer) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    }
  });

  public url = '';

  public async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  /** From now on it answers so, and what it was sent before is forgotten. */
  public answers(script: Script): void {
    this.sent.length = 0;
    this.script = script;
  }

  /** What was sent to a path. */
  public sentTo(path: string): Sent[] {
    return this.sent.filter((sent) => sent.path === path);
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A clock that a test moves, and that nobody waits for. */
export class TestClock implements Clock {
  /** How long was waited for, in milliseconds. */
  public readonly waits: number[] = [];
  private time = 0;

  public now = () => this.time;
  public random = () => 0.5;
  public sleep = async (milliseconds: number) => {
    this.waits.push(milliseconds);
    this.time += milliseconds;
  };
  public advance(seconds: number): void {
    this.time += seconds * 1000;
  }
}
