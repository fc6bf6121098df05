import type { Worker } from 'node:worker_threads';
import { FunctionError, Invocation, WorkerData, WorkerMessage } from './protocol';
import { startWorker } from './start-worker';

export interface PoolOptions {
  readonly data: WorkerData;
  /** All that the function sees of an environment, given its id; nothing of this process's own. */
  readonly environment: (id: number) => Record<string, string>;
  /** Megabytes. */
  readonly memory: number;
  readonly concurrency: number;
  readonly write: (line: string) => void;
}

/** A function that threw, crashed or took too long. */
export class InvocationError extends Error {
  readonly errorType: string;
  readonly stackTrace: string[];

  constructor(error: FunctionError, readonly timedOut = false) {
    super(error.errorMessage);
    this.errorType = error.errorType;
    this.stackTrace = error.stackTrace;
    this.name = error.errorType;
  }
}

interface Environment {
  readonly id: number;
  readonly worker: Worker;
  readonly ready: Promise<void>;
  onMessage: (message: WorkerMessage) => void;
  onEnd: (error: FunctionError) => void;
}

// AWS gives the code outside the handler 10 s. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
const INIT_TIMEOUT = 10_000;

/** A function's execution environments: a thread serves one invocation at a time and is kept warm for the next. */
export class Pool {
  private readonly all = new Set<Environment>();
  private readonly idle: Environment[] = [];
  private readonly waiting: (() => void)[] = [];
  private started = 0;

  constructor(private readonly options: PoolOptions) {}

  async invoke(invocation: Invocation): Promise<string> {
    while (this.idle.length === 0 && this.all.size >= this.options.concurrency) {
      await new Promise<void>((proceed) => this.waiting.push(proceed));
    }
    const environment = this.idle.pop() ?? this.start();
    try {
      return await this.run(environment, invocation);
    } finally {
      if (this.all.has(environment)) {
        this.idle.push(environment);
      }
      this.waiting.shift()?.();
    }
  }

  /** Ends one environment in the middle of whatever it does. */
  async crash(id: number): Promise<void> {
    await Promise.all([...this.all].filter((environment) => environment.id === id).map((environment) => this.end(environment)));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.all].map((environment) => this.end(environment)));
  }

  private async run(environment: Environment, invocation: Invocation): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const outOfTime = (milliseconds: number, what: string): Promise<never> => new Promise((_, reject) => {
      timer = setTimeout(() => {
        void this.end(environment);
        const errorMessage = `${what} after ${(milliseconds / 1000).toFixed(2)} seconds`;
        reject(new InvocationError({ errorType: 'Sandbox.Timedout', errorMessage, stackTrace: [] }, true));
      }, milliseconds);
    });
    const answer = new Promise<string>((resolve, reject) => {
      environment.onEnd = (error) => reject(new InvocationError(error));
      environment.onMessage = (message) => {
        if (message.kind === 'result') {
          resolve(message.payload);
        } else if (message.kind === 'error') {
          reject(new InvocationError(message.error));
        } else if (message.kind === 'broken') {
          void this.end(environment);
          reject(new InvocationError(message.error));
        }
      };
    });
    try {
      await Promise.race([environment.ready, answer, outOfTime(INIT_TIMEOUT, 'The initialization timed out')]);
      clearTimeout(timer);
      environment.worker.postMessage(invocation);
      return await Promise.race([answer, outOfTime(invocation.timeout, 'Task timed out')]);
    } finally {
      clearTimeout(timer);
      answer.catch(() => {}); // it may still fail after it has lost the race
      environment.onMessage = environment.onEnd = () => {};
    }
  }

  private start(): Environment {
    const { data, environment, memory } = this.options;
    const id = ++this.started;
    const worker = startWorker({
      workerData: data, env: environment(id), execArgv: [], stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    worker.unref();
    const started: Environment = {
      id, worker, onMessage: () => {}, onEnd: () => {},
      ready: new Promise((resolve) => worker.on('message', (message: WorkerMessage) => message.kind === 'ready' && resolve())),
    };
    const lost = (errorType: string, errorMessage: string, stackTrace: string[] = []): void => {
      this.forget(started);
      started.onEnd({ errorType, errorMessage, stackTrace });
    };
    worker.on('message', (message: WorkerMessage) => message.kind === 'log' ? this.write(message.text) : started.onMessage(message));
    worker.on('error', (error) => lost(error.name, error.message, error.stack?.split('\n')));
    worker.on('exit', (code) => lost('Runtime.ExitError', `Runtime exited with exit code ${code}`));
    worker.stdout.on('data', (chunk) => this.write(String(chunk)));
    worker.stderr.on('data', (chunk) => this.write(String(chunk)));
    this.all.add(started);
    return started;
  }

  private write(text: string): void {
    text.split('\n').filter((line) => line !== '').forEach((line) => this.options.write(line));
  }

  private forget(environment: Environment): void {
    this.all.delete(environment);
    if (this.idle.includes(environment)) {
      this.idle.splice(this.idle.indexOf(environment), 1);
    }
  }

  private async end(environment: Environment): Promise<void> {
    this.forget(environment);
    await environment.worker.terminate();
  }
}
