import type { Operation } from './operation';
import type { FieldSchema, ObjectSchema } from './schema';

type Value<Field extends FieldSchema> =
  Field extends { readonly enum: readonly (infer Word)[] } ? Word :
    Field['type'] extends 'integer' ? number :
      Field['type'] extends 'boolean' ? boolean :
        Field extends { readonly items: { readonly type: 'object' } } ? Record<string, unknown>[] :
          Field['type'] extends 'array' ? string[] :
            Field['type'] extends 'object' ? Record<string, unknown> :
              Field['type'] extends 'string' ? string : string | null;

type Flat<T> = { [Key in keyof T]: T[Key] };

/** The TypeScript type of what an object schema describes. */
export type Shape<Schema extends ObjectSchema> = Flat<
{ -readonly [Name in Schema['required'][number] & keyof Schema['properties']]: Value<Schema['properties'][Name]> } &
{ -readonly [Name in Exclude<keyof Schema['properties'], Schema['required'][number]>]?: Value<Schema['properties'][Name]> }
>;

type ShapeOf<Schema> = Schema extends ObjectSchema ? Shape<Schema> : undefined;

export type PathOf<Row extends Operation> = ShapeOf<Row['path']>;
export type BodyOf<Row extends Operation> = ShapeOf<Row['body']>;
/** The body as a handler gets it. Where cookie mode has a schema of its own, that one is the wider, and `refresh_token` is then the cookie's. */
export type ReceivedBodyOf<Row extends Operation> =
  Row['cookieMode'] extends { readonly body: infer Schema extends ObjectSchema } ? Shape<Schema> : BodyOf<Row>;
export type AnswerOf<Row extends Operation> = Shape<Row['success']['body']>;
