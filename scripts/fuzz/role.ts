import fc from 'fast-check';
import { meets } from './values';
import type { FieldSchema } from '../../src/contract';

/** What a request may take from somebody's account: the values of each field, of which the first is the right one. */
export interface Role {
  readonly fields: { readonly [field: string]: readonly unknown[] };
  readonly idTokens: readonly string[];
  readonly accessTokens: readonly string[];
  readonly isAdministrator: boolean;
}

/** Mostly the first. */
export const mostly = <Value>(values: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(values[0]) }, { weight: 1, arbitrary: fc.constantFrom(...values) });

/** A value of the field that is somebody's. */
export const real = (role: Role, name: string, schema: FieldSchema): fc.Arbitrary<any> => {
  const fitting = (role.fields[name] ?? []).filter((value) => meets(schema, value));
  if (fitting.length === 0) {
    throw new Error(`The cast has no value of ${name}`);
  }
  return mostly(fitting);
};
