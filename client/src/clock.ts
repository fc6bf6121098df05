/** What the client knows of time and chance, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Rejects with the signal's reason where it is aborted first. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** From 0 to below 1. */
  random(): number;
}

export const systemClock: Clock = {
  // The first never turns back, but stands still in some browsers while the machine sleeps; the second is what its owner sets.
  now: () => Math.max(performance.now(), Date.now() - performance.timeOrigin),
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
