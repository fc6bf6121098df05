import { useSyncExternalStore } from 'react';

/** Screens by the hash of the address: no server has to know them, and a link to one can be kept. */
export type Route =
  '/' | '/register' | '/sign-up' | '/forgot-password' | '/reset-mfa' |
  '/profile' | '/security' | '/sessions' | '/tokens' | '/data' | '/reports' | '/admin';

export const currentRoute = (): string => location.hash.slice(1) || '/';

const onChange = (listener: () => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};

export const useRoute = (): string => useSyncExternalStore(onChange, currentRoute);

export const hrefOf = (route: Route): string => `#${route}`;

export const goTo = (route: Route): void => { location.hash = route; };
