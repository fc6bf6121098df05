import type { ReactNode } from 'react';
import { Cancelled } from '../errors';
import type { Resource } from '../shared';
import { Action } from './Action';
import { Alert } from './Alert';

interface LoadedProps<Value> {
  readonly resource: Resource<Value>;
  readonly what: string;
  readonly children: (value: Value) => ReactNode;
}

/** What was loaded; until then that it is, or what went wrong and a way to try again. */
export function Loaded<Value>({ resource: { value, error, reload }, what, children }: LoadedProps<Value>) {
  if (error !== undefined) {
    return <><Alert error={error instanceof Cancelled ? undefined : error} /><Action run={reload}>Try again</Action></>;
  }
  return value === undefined ? <Loading what={what} /> : children(value);
}

export const Loading = ({ what }: { readonly what: string }) => (
  <div className="loading" role="status"><span className="spinner" aria-hidden="true" /> Loading {what} …</div>
);
