import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { LocalApi } from '../../test/support/local';

const BIN = resolve(__dirname, '..', '..', 'bin', 'cognito-auth-api.js');

/** Loaded before the command: answers any message with the memory in use once garbage is collected. */
const REPORTER = 'process.on("message", () => { gc(); gc(); process.send(process.memoryUsage()); });';

/** Bytes. */
export interface Memory {
  /** Of the whole process, its threads included. */
  readonly rss: number;
  /** What the main thread holds, in the heap and beside it: the API, the stand-ins, and their state. */
  readonly held: number;
  /** What it keeps of the past on purpose, as JSON: logs, calls, messages. Each is bounded. */
  readonly kept: number;
}

/** The offline run as a user would start it, but for a window on its memory. */
export class Runner {
  static async start(directory: string): Promise<Runner> {
    const window = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(REPORTER)}`];
    const child = spawn(process.execPath, [...window, BIN, 'local', directory, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    const url = await new Promise<string>((ready, failed) => {
      let output = '';
      child.stdout!.on('data', (chunk) => {
        output += chunk;
        const found = /Ready: (http:\/\/localhost:\d+)/.exec(output)?.[1];
        if (found) {
          ready(found);
        }
      });
      child.on('exit', (code) => failed(new Error(`The offline run ended with ${code}: ${output}`)));
    });
    process.env.AUTH_API_URL = url;
    return new Runner(child, url, await LocalApi.start());
  }

  private constructor(private readonly child: ChildProcess, readonly url: string, readonly api: LocalApi) {}

  async memory(): Promise<Memory> {
    const sizes = await Promise.all(['logs', 'calls', 'messages'].map(async (what) => {
      const response = await fetch(`${this.url}/_local/${what}`);
      return (await response.arrayBuffer()).byteLength;
    }));
    const { rss, heapUsed, external } = await new Promise<NodeJS.MemoryUsage>((reported) => {
      this.child.once('message', reported);
      this.child.send('report');
    });
    return { rss, held: heapUsed + external, kept: sizes.reduce((sum, size) => sum + size, 0) };
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      await new Promise((ended) => this.child.on('exit', ended).kill());
    }
  }
}
