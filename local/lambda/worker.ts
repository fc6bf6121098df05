/**
 * One execution environment: loads one function's bundle and runs its invocations one after another. It stands alone,
 * since it is started as a thread from a file of its own.
 */
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { Invocation, WorkerData, WorkerMessage } from './protocol';

const { clock, file, exportName, context: constants } = workerData as WorkerData;
const send = (message: WorkerMessage): void => parentPort!.postMessage(message);
let requestId: string | undefined;

followRunnersClock();
captureOutput();
const handler = load();
handler.catch((error) => send({ kind: 'broken', error: describe(error) })).finally(() => send({ kind: 'ready' }));

parentPort!.on('message', (invocation: Invocation) => {
  requestId = invocation.requestId;
  void invoke(invocation).then((message) => {
    requestId = undefined;
    send(message);
  });
});

async function invoke(invocation: Invocation): Promise<WorkerMessage> {
  const deadline = performance.now() + invocation.timeout;
  const context = {
    ...constants,
    functionVersion: '$LATEST',
    awsRequestId: invocation.requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
  let result: unknown;
  try {
    result = await (await handler)(JSON.parse(invocation.event), context);
  } catch (error) {
    return { kind: 'error', error: describe(error) };
  }
  try {
    return { kind: 'result', payload: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    return { kind: 'error', error: { ...describe(error), errorType: 'Runtime.MarshalError' } };
  }
}

async function load(): Promise<(event: unknown, context: unknown) => unknown> {
  const loaded = file.endsWith('.mjs') ? await import(pathToFileURL(file).href) : createRequire(file)(file);
  const found = exportName.split('.').reduce((value, name) => value?.[name], loaded);
  if (typeof found !== 'function') {
    throw Object.assign(new Error(`${exportName} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
  }
  return found;
}

/** Handlers ask `Date` for the time; it answers the runner's. */
function followRunnersClock(): void {
  const MachineDate = Date;
  const cells = new Float64Array(clock);
  const now = (): number => Math.floor(Number.isNaN(cells[1]) ? MachineDate.now() + cells[0] : cells[1]);
  const RunnersDate = new Proxy(MachineDate, {
    construct: (target, parts, newTarget) => Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget),
    apply: () => new MachineDate(now()).toString(),
    get: (target, property, receiver) => property === 'now' ? now : Reflect.get(target, property, receiver),
  });
  MachineDate.prototype.constructor = RunnersDate;
  globalThis.Date = RunnersDate;
}

/** Writes as Lambda's Node.js runtime does: the console in the function's log format, the streams as they are. */
function captureOutput(): void {
  const write = (chunk: unknown, ...rest: unknown[]): boolean => {
    send({ kind: 'log', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString() });
    const done = rest.at(-1);
    if (typeof done === 'function') {
      done();
    }
    return true;
  };
  process.stdout.write = write as typeof process.stdout.write;
  process.stderr.write = write as typeof process.stderr.write;
  const json = process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
  const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
  const lowest = json ? levels.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL ?? 'TRACE') : 0;
  for (const [method, level] of [['trace', 'TRACE'], ['debug', 'DEBUG'], ['log', 'INFO'], ['info', 'INFO'], ['warn', 'WARN'], ['error', 'ERROR']] as const) {
    console[method] = (...parts: unknown[]) => {
      if (levels.indexOf(level) >= lowest) {
        write(`${json ? jsonLine(level, parts) : `${new Date().toISOString()}\t${requestId}\t${level}\t${format(...parts)}`}\n`);
      }
    };
  }
}

function jsonLine(level: string, parts: unknown[]): string {
  const line: Record<string, unknown> = { timestamp: new Date().toISOString(), level, requestId };
  if (parts.length === 1) {
    try {
      return JSON.stringify({ ...line, message: parts[0] }, (_, value) => value instanceof Error ? describe(value) : value);
    } catch {
      return JSON.stringify({ ...line, message: format(parts[0]) });
    }
  }
  const error = parts.find((part) => part instanceof Error);
  return JSON.stringify({ ...line, message: format(...parts), ...error && describe(error) });
}

function describe(error: unknown): { errorType: string; errorMessage: string; stackTrace: string[] } {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, stackTrace: error.stack?.split('\n') ?? [] }
    : { errorType: typeof error, errorMessage: String(error), stackTrace: [] };
}
