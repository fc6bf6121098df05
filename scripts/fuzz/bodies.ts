import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { real, type Role } from './role';
import { oddText, otherJson } from './values';
import type { ObjectSchema } from '../../src/contract';

/** Arbitraries of a request's body, from the row's schema. */

type Member = readonly [name: string, text: string];
type Change = (members: readonly Member[]) => readonly Member[];

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '', 'Email', 'EMAIL', 'emai\u0131', 'is_admin', 'user_id', 'sub', 'custom:role'];

/** A change to the members of a body: one is missing, is there twice or more, has its name escaped, or does not belong there. */
const change = (schema: ObjectSchema): fc.Arbitrary<Change> => fc.oneof(
  { weight: 30, arbitrary: fc.constant<Change>((members) => members) },
  { weight: 1, arbitrary: fc.nat().map((at): Change => (members) => members.toSpliced(at % members.length, 1)) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...Object.keys(schema.properties)), otherJson)
      .map(([name, text]): Change => (members) => [[name, text], ...members]),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: 'binary', maxLength: 200 })), otherJson, fc.integer({ min: 1, max: 5 }))
      .map(([name, text, times]): Change => (members) => [...members, ...Array.from({ length: times }, (_, at): Member => [name + '_'.repeat(at), text])]),
  },
);

const escaped = (name: string) => `"${[...name].map((character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`).join('')}"`;

const jsonOf = (members: readonly Member[], style: number): string => {
  const [space, key] = [style % 5 === 1 ? ' \t\r\n' : '', style % 5 === 2 ? escaped : (name: string) => JSON.stringify(name)];
  return `${space}{${members.map(([name, text]) => `${space}${key(name)}${space}:${space}${text}`).join(',')}}${space}`;
};

const OTHER_BODIES = ['', 'null', '[]', '{}', '42', '"text"', '{', '{"a":1}{"b":2}', '{"a":1,}', '{\'a\':1}', '\u0000', 'email=a%40example.com', '<x/>'];

/** The bytes of a body: as they should be, in another encoding, cut off, with something before, within or after. */
export const bytesOf = (text: string): fc.Arbitrary<Buffer> => {
  const utf8 = Buffer.from(text);
  const odd = (arbitrary: fc.Arbitrary<Buffer>) => ({ weight: 1, arbitrary });
  return fc.oneof(
    { weight: 60, arbitrary: fc.constant(utf8) },
    odd(fc.constant(Buffer.concat([Buffer.from('\ufeff'), utf8]))),
    odd(fc.constantFrom(Buffer.from(text, 'utf16le'), Buffer.from(text, 'latin1'), gzipSync(utf8))),
    odd(fc.nat({ max: utf8.length }).map((length) => utf8.subarray(0, length))),
    odd(fc.tuple(fc.nat({ max: utf8.length }), fc.uint8Array({ minLength: 1, maxLength: 4 }))
      .map(([at, bytes]) => Buffer.concat([utf8.subarray(0, at), bytes, utf8.subarray(at)]))),
    odd(fc.constantFrom(15_000, 16_384, 20_000).map((length) => Buffer.concat([utf8, Buffer.alloc(Math.max(0, length - utf8.length), ' ')]))),
    odd(fc.constantFrom(...OTHER_BODIES).map((other) => Buffer.from(other))),
    odd(fc.uint8Array({ maxLength: 20_000 }).map((bytes) => Buffer.from(bytes))),
  );
};

/**
 * Mostly a body with one odd field: what is refused for one reason gets further than what is refused for many. Seldom one that is right throughout, which may
 * well end the sessions and codes that make the others get so far.
 */
const membersOf = (schema: ObjectSchema, role: Role): fc.Arbitrary<Member[]> => {
  const fields = Object.entries(schema.properties);
  const right = fields.map(([name, field]) => real(role, name, field).map((value): Member => [name, JSON.stringify(value)]));
  const odd = fields.map(([name, field]) => oddText(field).map((text): Member => [name, text]));
  const members = fc.oneof(
    { weight: fields.length > 1 ? 1 : 10, arbitrary: fc.tuple(...right) },
    ...fields.map((_, at) => ({ weight: Math.ceil(15 / fields.length), arbitrary: fc.tuple(...right.with(at, odd[at])) })),
    { weight: 2, arbitrary: fc.tuple(...right.map((arbitrary, at) => fc.oneof(arbitrary, odd[at]))) },
  );
  // What is optional is there half of the time: some fields do not go together.
  const chosen = fc.tuple(...fields.map(([name]) => schema.required.includes(name) ? fc.constant(true) : fc.boolean()));
  return fc.tuple(members, chosen).map(([all, there]) => all.filter((_, at) => there[at]));
};

export const bodyOf = (schema: ObjectSchema, role: Role): fc.Arbitrary<Buffer> =>
  fc.tuple(membersOf(schema, role), change(schema), fc.nat({ max: 40 }))
    .map(([members, changed, style]) => jsonOf(changed(members), style))
    .chain(bytesOf);
