import fc from 'fast-check';
import { bodyOf, bytesOf } from './bodies';
import { authorization, contentType, otherHeaders } from './headers';
import { mostly, real, type Role } from './role';
import { POISON, oddText } from './values';
import type { WireRequest } from './wire';
import type { FieldSchema, Operation } from '../../src/contract';

/** Arbitraries of whole requests. The same seed makes the same choices; what they choose from is another cast's each time. */

const QUERIES = ['', '?', '?user_id=me', '?email=a@b.c&email=d', '?__proto__=x', '?%', '?%00=%ff', '?a[b]=c', `?${'a=b&'.repeat(500)}`, '??', '?#'];

/** What decodes to something else than it looks like, or to nothing. */
const SEGMENTS = ['', '.', '..', '..%2f..%2fadmin', '%', '%zz', '%00', '%ff', '%c0%ae', '%252e', '%F0%9F%98%80', 'me', '1;a=b', 'x'.repeat(3_000), '{user_id}', '+', '*'];

/** Lone surrogates have no encoding. */
const encoded = (text: string) => encodeURIComponent(Buffer.from(text).toString());

const segment = (schema: FieldSchema, role: Role, name: string): fc.Arbitrary<string> => fc.oneof(
  { weight: 40, arbitrary: real(role, name, schema) },
  { weight: 1, arbitrary: oddText(schema).map(encoded) },
  { weight: 1, arbitrary: fc.constantFrom(...SEGMENTS) },
  { weight: 1, arbitrary: fc.tuple(real(role, name, schema), fc.constantFrom(...POISON)).map(([id, poison]) => id + encoded(poison)) },
);

/** Not the route any more, or the same in other characters. */
const ODD_PATHS: ((path: string) => string)[] = [
  (path) => `${path}/`, (path) => `/${path}`, (path) => `${path}.json`, (path) => path.toUpperCase(), (path) => path.replace('/v1', '/%76%31'),
  (path) => path.replace('/v1/', '/v1%2f'), (path) => path.replace('/v1', '/x/../v1'),
];

const pathOf = (template: string, row: Operation, role: Role): fc.Arbitrary<string> => {
  const segments = template.split('/').map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name ? segment(row.path!.properties[name], role, name) : fc.constant(part);
  });
  const paths = fc.tuple(...segments).map((parts) => parts.join('/'));
  return fc.oneof({ weight: 60, arbitrary: paths }, ...ODD_PATHS.map((odd) => ({ weight: 1, arbitrary: paths.map(odd) })));
};

/** Of an operation that takes none, it counts for nothing. */
const queryOf = ({ query }: Operation, role: Role): fc.Arbitrary<string> => {
  if (!query) {
    return mostly(QUERIES);
  }
  const fields = Object.entries(query.properties).map(([name, schema]) => {
    const values = fc.oneof({ weight: 9, arbitrary: real(role, name, schema) }, { weight: 1, arbitrary: oddText(schema) });
    return fc.option(values.map((value) => `${name}=${encoded(value)}`), { nil: undefined });
  });
  const own = fc.tuple(...fields).map((parts) => `?${parts.filter((part) => part !== undefined).join('&')}`);
  return fc.oneof({ weight: 9, arbitrary: own }, { weight: 1, arbitrary: fc.constantFrom(...QUERIES) });
};

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Of one of them. */
const requestOf = (routeKey: string, row: Operation, role: Role): fc.Arbitrary<WireRequest> => {
  const [method, template] = routeKey.split(' ');
  return fc.record({
    method: fc.oneof({ weight: 60, arbitrary: fc.constant(method) }, { weight: 1, arbitrary: fc.constantFrom(...METHODS) }),
    target: fc.tuple(pathOf(template, row, role), queryOf(row, role)).map((parts) => parts.join('')),
    headers: fc.tuple(
      contentType,
      row.access === 'ANYONE' ? fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: authorization(role) }) : authorization(role),
      otherHeaders,
    ).map((parts) => parts.flat()),
    body: row.body ? bodyOf(row.body, role) : fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: bytesOf('{}') }),
  });
};

/** Any request to an operation, of somebody of the cast. */
export const requestTo = (routeKey: string, row: Operation, cast: readonly Role[]): fc.Arbitrary<WireRequest> => {
  return fc.oneof(...cast.map((role) => ({
    // To the others API Gateway answers.
    weight: row.access === 'ADMINISTRATORS' && role.isAdministrator ? 10 : 1,
    arbitrary: requestOf(routeKey, row, role),
  })));
};
