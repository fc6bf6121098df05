import type { AnswerOf, ErrorCode as CodeOfContract, ObjectSchema, Operation, ReceivedBodyOf, RouteKey, Shape, operations } from '../../src/contract';

/* The one file that knows the contract, by its types alone. The package's declarations have it written out: scripts/client.ts. */

type Flat<T> = { [Key in keyof T]: T[Key] };
type OptionalIn<T, Names extends PropertyKey> = Flat<Omit<T, Names> & Partial<Pick<T, Names & keyof T>>>;

/** In cookie mode no answer holds a refresh token. */
type AnswerInAnyMode<Row extends Operation> = Row['cookieMode'] extends { readonly answer: 'SETS' }
  ? OptionalIn<AnswerOf<Row>, 'refresh_token'>
  : AnswerOf<Row>;

type RouteOf<Row extends Operation> = Flat<
(Row extends { readonly query: infer Query extends ObjectSchema } ? { query: Shape<Query> } : unknown) &
(Row extends { readonly body: ObjectSchema } ? { body: ReceivedBodyOf<Row> } : unknown) &
{ answer: AnswerInAnyMode<Row> }
>;

/** What each route takes and answers. */
export type Routes = { [Key in RouteKey]: RouteOf<typeof operations[Key]> };

/** What the API answers as `code`. */
export type ErrorCode = CodeOfContract;
