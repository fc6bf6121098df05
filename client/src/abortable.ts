/** What the promise gives, unless the signal is aborted first: then its reason. What the promise stands for goes on. */
export const abortable = async <T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (!signal) {
    return promise;
  }
  let abort!: () => void;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
  });
  if (signal.aborted) {
    abort();
  }
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', abort));
};
