import { Cognito } from './cognito';

/** One operation of the API: its parameters by name, and what it does. */
export interface Operation<Input = any> {
  /** Needs SigV4; the pool's ARN is the resource, `*` of the account where no pool is named. */
  readonly signed?: boolean;
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  /** Accepted, and of no effect here: threat protection's context, Pinpoint's metadata. */
  readonly withoutEffect?: readonly string[];
  run(cognito: Cognito, input: Input): unknown;
}

export type Operations = Record<string, Operation>;

/** Keeps the table's names and checks its rows. */
export const operations = <T extends Operations>(table: T): T => table;
