import type { Condition, ObjectSchema } from '../../src/contract';

/** What a condition requires, named as properties once more: linters do not look for them around it. */
const withProperties = (branch: Condition['then']) => branch && {
  type: 'object', properties: Object.fromEntries(branch.required.map((name) => [name, {}])), required: branch.required,
};

/** A schema of the contract is one of JSON Schema 2020-12 as it stands, but for what linters want besides. */
export const bodySchema = ({ allOf, ...schema }: ObjectSchema) => ({
  ...schema,
  ...allOf && {
    allOf: allOf.map((condition) => ({
      if: condition.if,
      ...condition.then && { then: withProperties(condition.then) },
      ...condition.else && { else: withProperties(condition.else) },
    })),
  },
});
