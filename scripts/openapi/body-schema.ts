import type { FieldSchema, ObjectSchema } from '../../src/contract';

/** What a condition requires, named as properties once more, and others allowed: linters do not look for them around it. */
const branch = (required: readonly string[]) =>
  ({ type: 'object', properties: Object.fromEntries(required.map((name) => [name, {}])), required, additionalProperties: true });

/** An object within another has members besides those that are named, which a schema of the contract leaves unsaid. */
const open = (properties: Readonly<Record<string, FieldSchema>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, {
    ...field,
    ...field.properties && { properties: open(field.properties) },
    ...field.type === 'object' && { additionalProperties: true },
    ...field.items?.type === 'object' && {
      items: { ...field.items, ...field.items.properties && { properties: open(field.items.properties) }, additionalProperties: true },
    },
  }]));

/** A schema of the contract is one of JSON Schema 2020-12 as it stands, but for what linters want besides. */
export const bodySchema = ({ allOf, ...schema }: ObjectSchema) => ({
  ...schema,
  properties: open(schema.properties),
  ...allOf && {
    allOf: allOf.map((condition) => ({
      if: { ...condition.if, additionalProperties: true },
      ...condition.then && { then: branch(condition.then.required) },
      ...condition.else && { else: branch(condition.else.required) },
    })),
  },
});
