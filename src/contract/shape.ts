import type { Operation } from './operation';
import type { FieldSchema, ObjectSchema } from './schema';

type Value<Field extends FieldSchema> =
  Field extends { readonly enum: readonly (infer Word)[] } ? Word :
    Field['type'] extends 'integer' ? number :
      Field['type'] extends 'boolean' ? boolean :
        Field extends { readonly items: infer Items extends Members } ? Inner<Items>[] :
          Field['type'] extends 'array' ? string[] :
            Field extends Members ? Inner<Field> :
              Field['type'] extends 'string' ? string : string | null;

interface Members {
  readonly type: 'object';
  readonly properties?: { readonly [member: string]: FieldSchema };
  readonly required?: readonly string[];
}

/** An object within another: its members as far as the schema names them, and any others. */
type Inner<Schema extends Members> = Record<string, unknown> & (
  Schema extends { readonly properties: infer Properties extends Record<string, FieldSchema> }
    ? { -readonly [Name in keyof Properties & RequiredOf<Schema>]: Value<Properties[Name]> }
    & { -readonly [Name in Exclude<keyof Properties, RequiredOf<Schema>>]?: Value<Properties[Name]> }
    : unknown
);
type RequiredOf<Schema> = Schema extends { readonly required: readonly (infer Name)[] } ? Name : never;

type Flat<T> = { [Key in keyof T]: T[Key] };

/** The TypeScript type of what an object schema describes. */
export type Shape<Schema extends ObjectSchema> = Flat<
{ -readonly [Name in Schema['required'][number] & keyof Schema['properties']]: Value<Schema['properties'][Name]> } &
{ -readonly [Name in Exclude<keyof Schema['properties'], Schema['required'][number]>]?: Value<Schema['properties'][Name]> }
>;

type ShapeOf<Schema> = Schema extends ObjectSchema ? Shape<Schema> : undefined;

export type PathOf<Row extends Operation> = ShapeOf<Row['path']>;
export type QueryOf<Row extends Operation> = ShapeOf<Row['query']>;
export type BodyOf<Row extends Operation> = ShapeOf<Row['body']>;
/** The body as a handler gets it. Where cookie mode has a schema of its own, that one is the wider, and `refresh_token` is then the cookie's. */
export type ReceivedBodyOf<Row extends Operation> =
  Row['cookieMode'] extends { readonly body: infer Schema extends ObjectSchema } ? Shape<Schema> : BodyOf<Row>;
export type AnswerOf<Row extends Operation> = Shape<Row['success']['body']>;
