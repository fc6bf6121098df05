import Ajv from 'ajv';
import { headerOf, type WireRequest } from './wire';
import { MAX_BODY_BYTES, operations, type Access, type ErrorCode, type ObjectSchema, type Operation } from '../../src/contract';

/**
 * What may be answered to a request, from the contract and the request alone. It is two-sided: what breaks the schema must be refused, by naming just the
 * bad fields, and what meets it must not be.
 */

/** Which tokens API Gateway must let in. */
export type TokenKind = (token: string) => 'id' | 'access' | 'administrator' | undefined;

export interface Expected {
  /** API Gateway's own answers, by status. */
  readonly gateway?: readonly number[];
  /** The contract's errors. */
  readonly codes?: readonly ErrorCode[];
  /** The fields that INVALID_REQUEST must name, no more and no less, and its words for each. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The fields that INVALID_REQUEST may name of a request that meets the schema. */
  readonly optional?: readonly string[];
  /** The row whose success is right as well. */
  readonly success?: Operation;
}

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });

/** The bad fields, and what to say of each. */
const badFields = (schema: ObjectSchema, value: unknown): Record<string, string> | undefined => {
  // Ajv keeps what it has compiled of a schema.
  const check = ajv.compile(schema);
  if (check(value)) {
    return undefined;
  }
  const about = (field: string) => schema.properties[field].description;
  return Object.fromEntries(check.errors!.filter(({ keyword }) => keyword !== 'if').flatMap(({ keyword, params, instancePath }) => {
    const [, field] = instancePath.split('/');
    switch (field === undefined && keyword) {
      case 'required': return [[params.missingProperty, `is required: ${about(params.missingProperty)}`]];
      case 'additionalProperties': return [[params.additionalProperty.slice(0, 64), 'is not a field of this operation']];
      case 'minProperties': return Object.keys(schema.properties).map((name) => [name, 'is required, or another field']);
      default: return [[field, `must be ${about(field)}`]];
    }
  }));
};

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** The row that API Gateway would choose, and the path's parameters. */
const routeOf = ({ method, target }: WireRequest): { row: Operation; path: Record<string, string> } | undefined => {
  const given = target.split('?')[0].split('/');
  for (const [routeKey, row] of Object.entries<Operation>(operations)) {
    const [wantedMethod, template] = routeKey.split(' ');
    const wanted = template.split('/');
    const matches = (part: string, at: number) => part.startsWith('{') ? given[at] !== '' : decoded(given[at]) === part;
    if (method === wantedMethod && wanted.length === given.length && wanted.every(matches)) {
      return { row, path: Object.fromEntries(wanted.flatMap((part, at) => part.startsWith('{') ? [[part.slice(1, -1), decoded(given[at])]] : [])) };
    }
  }
  return undefined;
};

/** What the gateway measures: the request line and the headers' values, its own among them. */
const headerBytes = ({ method, target, headers }: WireRequest) => [method, target, ...headers.map(([, value]) => value)].join('  ').length;
const MOST_HEADERS = 10_240;
const ADDED_BY_GATEWAY = 400;

const refusal = (fields: Record<string, string> | undefined): Expected | undefined => fields && { codes: ['INVALID_REQUEST'], fields };

/** What the body is refused for; undefined where it meets the schema. */
const bodyProblem = (request: WireRequest, schema: ObjectSchema): Expected | undefined => {
  const { body = Buffer.alloc(0) } = request;
  // The gateway passes JSON and texts on as UTF-8, in which a broken character takes up to three bytes instead of one.
  const sizes = [body.length, Buffer.byteLength(body.toString())];
  if (Math.min(...sizes) > MAX_BODY_BYTES) {
    return { codes: ['BODY_TOO_LARGE'] };
  }
  const tooLarge: ErrorCode[] = Math.max(...sizes) > MAX_BODY_BYTES ? ['BODY_TOO_LARGE'] : [];
  if (!/^application\/json\s*(;|$)/i.test(headerOf(request, 'content-type') ?? '')) {
    return { codes: ['UNSUPPORTED_MEDIA_TYPE', ...tooLarge] };
  }
  let value: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    value = text.includes('\ufffd') ? undefined : JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { codes: ['MALFORMED_BODY', ...tooLarge] };
  }
  return refusal(badFields(schema, value));
};

const admitted: Record<Exclude<Access, 'ANYONE'>, readonly (ReturnType<TokenKind>)[]> = {
  TOKEN: ['id', 'access', 'administrator'],
  ACCESS_TOKEN: ['access', 'administrator'],
  ADMINISTRATORS: ['administrator'],
};

/** The query string as API Gateway hands it on: what is repeated is joined by commas. */
const queryOf = ({ target }: WireRequest): Record<string, string> => {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(target.split('?').slice(1).join('?'))) {
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value;
  }
  return query;
};

export const expected = (request: WireRequest, kindOf: TokenKind): Expected => {
  const size = headerBytes(request);
  if (size > MOST_HEADERS) {
    return { gateway: [431] };
  }
  const tooLong = size + ADDED_BY_GATEWAY > MOST_HEADERS ? [431] : [];
  const route = routeOf(request);
  if (!route) {
    return { gateway: [request.method === 'OPTIONS' ? 204 : 404, ...tooLong] };
  }
  const { row, path } = route;
  if (row.access !== 'ANYONE') {
    const kind = kindOf((headerOf(request, 'authorization') ?? '').replace(/^bearer /i, '').trim());
    if (kind === undefined || !admitted[row.access].includes(kind)) {
      return { gateway: [kind ? 403 : 401, ...tooLong] };
    }
  }
  const refused = refusal(row.path && badFields(row.path, path)) ?? refusal(row.query && badFields(row.query, queryOf(request)))
    ?? (row.body && bodyProblem(request, row.body));
  const optional = [row.body, row.query]
    .flatMap((schema) => Object.keys(schema?.properties ?? {}).filter((name) => !schema!.required.includes(name)));
  return { gateway: tooLong, ...refused ?? { codes: [...row.errors, 'TOO_MANY_REQUESTS'], optional, success: row } };
};
