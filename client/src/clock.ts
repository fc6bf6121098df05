/** What the client knows of time and chance, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since some moment, never turned back. */
  now(): number;
  /** Rejects with the signal's reason where it is aborted first. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** From 0 to below 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  }),
  random: Math.random,
};
