/** Everything that may be logged about a request: nothing that came from the caller, nothing that could open an account. */
interface RequestLog {
  readonly operation: string;
  readonly request_id: string;
  readonly status: number;
  readonly code?: string;
  readonly duration_ms: number;
}

/** Who did what to whom, and what came of it. Both are named by their sub, which means nothing outside the pool. */
export interface Audit {
  readonly actor?: string;
  readonly action: string;
  readonly target?: string;
  /** The group that the target came to or went from. */
  readonly group?: string;
  /** SUCCESS, or the code of the error. */
  readonly result: string;
}

/** An exception's message may quote what the caller sent, so only its name and the places in our code are kept. */
const places = (error: Error) => (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).map((line) => line.trim());

interface Failure {
  readonly name: string;
  readonly aws_request_id?: string;
  readonly stack?: string[];
}

const failure = (cause: unknown, unexpected: boolean): Failure => {
  const error = cause instanceof Error ? cause : new Error();
  const { $metadata } = error as { $metadata?: { requestId?: string } };
  return { name: error.name, aws_request_id: $metadata?.requestId, stack: unexpected ? places(error) : undefined };
};

/** One line per request, which is also the record of what an administrator did. `cause` is what was thrown, where anything was. */
export const logRequest = (entry: RequestLog & Partial<Audit>, cause?: unknown) => {
  const line = cause === undefined ? entry : { ...entry, error: failure(cause, entry.status === 500) };
  console[entry.status >= 500 ? 'error' : 'info'](line);
};

/** Something that failed without changing the answer, such as a mail that Cognito would not send. */
export const logSwallowed = (operation: string, cause: Error) => console.warn({ operation, error: failure(cause, false) });
