/** What the runner and an execution environment's thread say to each other. */

export interface WorkerData {
  /** The shared memory of `LocalClock`. */
  readonly clock: SharedArrayBuffer;
  /** The handler's file, and the name below its exports. */
  readonly file: string;
  readonly exportName: string;
  /** The part of the handler's context that never changes. */
  readonly context: Record<string, string>;
}

export interface Invocation {
  readonly requestId: string;
  /** JSON, as the Lambda service passes it. */
  readonly event: string;
  /** Milliseconds. */
  readonly timeout: number;
}

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stackTrace: string[];
}

export type WorkerMessage =
  | { kind: 'ready' }
  /** The bundle did not load; every invocation fails with this. */
  | { kind: 'broken'; error: FunctionError }
  | { kind: 'log'; text: string }
  | { kind: 'result'; payload: string }
  | { kind: 'error'; error: FunctionError };
