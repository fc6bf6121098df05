import type { Tokens } from 'cognito-auth-api-client';
import { createContext, use, useEffect, useRef, useState } from 'react';
import type { Config } from './config';
import type { ApiService } from './services/ApiService';

/** What every screen may use. */
export interface Shared {
  readonly config: Config;
  readonly client: ApiService['client'];
  /** The tokens, and calls by the access token. Where the API wants a fresh sign-in, the person is asked for one and the call goes on. */
  readonly session: Pick<ApiService['session'], 'call' | 'tokens' | 'accessToken'>;
  /** Starts a session with the tokens that a sign-in has answered. */
  readonly signedIn: (answer: Partial<Tokens>) => void;
  /** When the present tokens came. */
  readonly arrivedAt: () => number;
  readonly signOut: (scope: 'DEVICE' | 'EVERYWHERE') => Promise<void>;
  /** Says something that has happened, above whatever is shown, until the person goes somewhere else. */
  readonly say: (notice: string) => void;
}

export const SharedContext = createContext<Shared | undefined>(undefined);

export const useShared = (): Shared => use(SharedContext)!;

/** Something that the person starts: whether it is under way, and what went wrong. While it runs, starting it again does nothing. */
export function useAction<Arguments extends unknown[]>(action: (...args: Arguments) => Promise<void>) {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = async (...args: Arguments) => {
    if (running.current) {
      return;
    }
    running.current = true;
    setBusy(true);
    setError(undefined);
    try {
      await action(...args);
    } catch (reason) {
      setError(reason);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { run, busy, error, setError };
}

/** Something that a screen loads when it is opened. */
export interface Resource<Value> {
  readonly value?: Value;
  readonly error?: unknown;
  readonly reload: () => Promise<void>;
}

export function useResource<Value>(load: () => Promise<Value>): Resource<Value> {
  const [state, setState] = useState<{ value?: Value; error?: unknown }>({});
  const reload = async () => {
    try {
      setState({ value: await load() });
    } catch (error) {
      setState({ error });
    }
  };
  // Once for each time that the screen is opened: what it loads does not depend on anything that changes meanwhile.
  useEffect(() => { void reload(); }, []);
  return { ...state, reload };
}
