import { CommandError } from './command-error';

/** What `fetch` says where nobody answers: that it failed, and its cause why. Other errors stay as they are. */
export function unreached(error: Error, url: string): Error {
  const { code } = (error.cause ?? {}) as { readonly code?: string };
  const isUnreached = error instanceof TypeError || error.name === 'TimeoutError';
  return isUnreached ? new CommandError(`Nobody answers at ${url} (${code ?? error.message}): look at the address.`) : error;
}
