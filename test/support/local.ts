import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { defaultStack } from './default-stack';
import { undocumented } from './documented';

const BIN = resolve(__dirname, '..', '..', 'bin', 'cognito-auth-api.js');

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
}

export interface Mail {
  readonly channel: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly sent_at: string;
}

/** A call to one of the AWS stand-ins. */
export interface Call {
  readonly number: number;
  readonly time: string;
  /** The operation whose function made it; absent for clients of a test's own. */
  readonly function?: string;
  readonly service: string;
  /** AWS's name of it: `AdminInitiateAuth`, `PutObject`. */
  readonly operation: string;
  readonly status?: number;
  readonly error?: string;
}

/**
 * A synthesized stack, running offline as a process of its own, as a user would start it. With AUTH_API_URL set, the default stack is not started but
 * taken to run there: `AUTH_API_URL=http://localhost:4000 npx jest test/e2e/journey` goes through the journey against `npm start`.
 */
export class LocalApi {
  public static async start(directory = defaultStack(), ...args: string[]): Promise<LocalApi> {
    const running = process.env.AUTH_API_URL;
    if (running && directory === defaultStack()) {
      return new LocalApi(running);
    }
    const process_ = spawn(process.execPath, [BIN, 'local', directory, '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    return new Promise((resolved, rejected) => {
      const read = (chunk: Buffer) => {
        output += chunk.toString();
        const url = /Ready: (http:\/\/localhost:\d+)/.exec(output)?.[1];
        if (url) {
          resolved(new LocalApi(url, process_));
        }
      };
      process_.stdout.on('data', read);
      process_.stderr.on('data', read);
      process_.on('exit', (code) => rejected(new Error(`The offline run ended with ${code}: ${output}`)));
    });
  }

  private constructor(public readonly url: string, private readonly process?: ChildProcess) {}

  /** Forgets all that was done since the start; what was seeded is there again. */
  public async reset(): Promise<void> {
    const { status, body } = await this.call('POST /_local/reset');
    if (status !== 200) {
      throw new Error(body.message);
    }
  }

  /** Where AWS's own clients find the stand-in of a service. */
  public endpoint(service: 'cognito-idp' | 's3' | 'secretsmanager'): string {
    return `${this.url.replace('localhost', '127.0.0.1')}/_local/${service}`;
  }

  public async call(route: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const [method, path] = route.split(' ');
    const response = await fetch(this.url + path, {
      method,
      headers: { ...body !== undefined && { 'content-type': 'application/json' }, ...headers },
      body: body === undefined || typeof body === 'string' ? body as string | undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers, body: text && JSON.parse(text) };
    const problem = undocumented(method, path, answer);
    if (problem) {
      throw new Error(problem);
    }
    return answer;
  }

  /** The mails to an address, oldest first. */
  public async mails(to: string): Promise<Mail[]> {
    const { body } = await this.call('GET /_local/messages');
    return (body as Mail[]).filter((mail) => mail.to === to);
  }

  /** The newest mail to an address. */
  public async mail(to: string): Promise<Mail> {
    return (await this.mails(to)).pop()!;
  }

  public async outputs(): Promise<Record<string, string>> {
    return (await this.call('GET /_local/outputs')).body;
  }

  public async logs(): Promise<{ group: string; time: string; message: string }[]> {
    return (await this.call('GET /_local/logs')).body;
  }

  /** The calls to the AWS stand-ins, oldest first: all that are still kept, or those after the one numbered so. */
  public async calls(after = 0): Promise<Call[]> {
    return (await this.call(`GET /_local/calls?after=${after}`)).body;
  }

  /** Sets which calls to the AWS stand-ins meet which faults, in place of all rules before; none without rules. */
  public async faults(...rules: object[]): Promise<void> {
    const { status, body } = await this.call('PUT /_local/faults', rules);
    if (status !== 200) {
      throw new Error(body.message);
    }
  }

  /** Moves the runner's clock, and answers the time it shows. */
  public async advance(seconds: number): Promise<Date> {
    const { body } = await this.call('POST /_local/clock', { advance_seconds: seconds });
    return new Date(body.now);
  }

  public async stop(): Promise<void> {
    if (this.process?.exitCode === null) {
      await new Promise((ended) => this.process!.on('exit', ended).kill());
    }
  }
}
