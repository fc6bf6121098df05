import Ajv from 'ajv';
import fc from 'fast-check';
import type { FieldSchema } from '../../src/contract';

/** Arbitraries of one field's value, as JSON texts, from its schema alone. */
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const checks = new WeakMap<FieldSchema, (value: unknown) => boolean>();

export const meets = (schema: FieldSchema, value: unknown): boolean => {
  const check = checks.get(schema) ?? ajv.compile<unknown>(schema);
  checks.set(schema, check);
  return check(value);
};

/** fast-check makes no strings for patterns with assertions or Unicode classes: those are found by trying. */
const ofPattern = (pattern: string): fc.Arbitrary<string> | undefined => {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'));
  } catch {
    return undefined;
  }
};

const made = new WeakMap<FieldSchema, fc.Arbitrary<any>>();

/** Kept, since fast-check takes a while to make an arbitrary of a pattern. */
const valid = (schema: FieldSchema): fc.Arbitrary<any> => {
  const arbitrary = made.get(schema) ?? validOf(schema);
  made.set(schema, arbitrary);
  return arbitrary;
};

const validText = (schema: FieldSchema): fc.Arbitrary<string> => {
  const any = fc.string({ unit: 'binary', minLength: schema.minLength, maxLength: schema.maxLength });
  const candidates = schema.enum ? fc.constantFrom(...schema.enum) : schema.pattern === undefined ? any : ofPattern(schema.pattern) ?? any;
  return candidates.filter((value) => meets(schema, value));
};

const validOf = (schema: FieldSchema): fc.Arbitrary<unknown> => {
  switch (schema.type) {
    case 'boolean': return fc.boolean();
    case 'object': {
      const members: Record<string, fc.Arbitrary<unknown>> = {};
      for (const [name, member] of Object.entries(schema.properties ?? {})) members[name] = valid(member);
      return fc.record(members, { requiredKeys: [...schema.required ?? []] });
    }
    case 'string': return validText(schema);
    default: throw new Error(`No values of the type ${JSON.stringify(schema.type)} are made yet`);
  }
};

/** Valid but for its length: at, below and above each bound, and as long as no field may be. */
const stretched = (schema: FieldSchema): fc.Arbitrary<string> => {
  const bounds = [schema.minLength ?? 1, schema.maxLength ?? 64].flatMap((bound) => [bound - 1, bound, bound + 1]);
  return fc.tuple(valid(schema), fc.nat(), fc.constantFrom(...bounds, 4_000, 16_384, 20_000)).map(([text, at, length]) => {
    const characters = [...text];
    const where = at % characters.length;
    characters.splice(where, 1, ...Array(Math.max(0, length - characters.length + 1)).fill(characters[where]));
    return characters.slice(0, length).join('');
  });
};

/** What parsers, comparisons and templates trip over: controls, lone surrogates, direction marks, look-alikes, the Turkish i, escapes. */
export const POISON = [
  '\u0000', '\n', '\r\n', '\t', '\u007f', '\u0085', '\u00a0', '\u00ad', '\u200b', '\u2028', '\u202e', '\u2066', '\ufeff', '\ufffd', '\uffff',
  '\ud800', '\udfff', '\u{1f600}', 'e\u0301', '\u0131', '\u0130', '\u212a', '\u017f', '\u0430', '\uff20', '\uff0e', '\u3002',
  '%00', '%2e', '\\u0000', '<b>', '"', '\'', '{{x}}', '${x}', '../', ';', ',', ' ', '@', '.', '+', '-',
];

const poisoned = (schema: FieldSchema): fc.Arbitrary<string> => fc.tuple(valid(schema), fc.nat(), fc.constantFrom(...POISON), fc.boolean())
  .map(([text, at, poison, instead]) => {
    const where = at % (text.length + 1);
    return text.slice(0, where) + poison + text.slice(where + Number(instead));
  });

const nested = (open: string, close: string) => open.repeat(2_000) + close.repeat(2_000);

/** JSON of any other kind, some of which no `JSON.stringify` would write. */
export const otherJson = fc.oneof(
  fc.constantFrom(
    'null', 'true', '0', '-0', '1e999', '1e-999', '123456789012345678901234567890', '[]', '{}', '""', '" "', '[""]', '"\\ud800"', '"\\u0000"',
    '{"__proto__":null}', '{"toString":null,"length":1}', nested('[', ']'), nested('{"a":', '}').replace('}', 'null}'),
  ),
  fc.jsonValue().map((value) => JSON.stringify(value)),
);

/** An object with one member that is odd. */
const oddMember = (schema: FieldSchema): fc.Arbitrary<string> => fc.oneof(...Object.entries(schema.properties ?? {})
  .map(([name, member]) => fc.tuple(valid(schema), oddText(member)).map(([value, text]) => JSON.stringify({ ...value, [name]: JSON.parse(text) }))));

/** A field that is valid, though nobody's; valid but for its length; nearly valid; or anything. */
export const oddText = (schema: FieldSchema): fc.Arbitrary<string> => {
  const nearly = schema.type === 'string' ? [stretched, poisoned].map((make) => make(schema).map((value) => JSON.stringify(value)))
    : schema.properties ? [oddMember(schema)] : [];
  return fc.oneof(
    ...[valid(schema).map((value) => JSON.stringify(value)), ...nearly].map((arbitrary) => ({ weight: 2, arbitrary })),
    { weight: 1, arbitrary: otherJson },
  );
};
