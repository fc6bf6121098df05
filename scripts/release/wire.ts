import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { errors, operations, type CookieMode, type Operation } from '../../src/contract';
import type { FieldSchema, ObjectSchema } from '../../src/contract/schema';

/** What clients rely on of a field, by its path: `user.email`, `sessions[].session_id`. */
export interface Field {
  readonly type: FieldSchema['type'];
  readonly required: boolean;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

type Fields = Readonly<Record<string, Field>>;

export interface Route {
  readonly operation: string;
  readonly access: Operation['access'];
  readonly feature: Operation['feature'];
  readonly path: Fields;
  readonly query: Fields;
  readonly body: Fields;
  /** Fields that are required where others have certain values. */
  readonly conditions: readonly object[];
  readonly status: number;
  readonly answer: Fields;
  readonly errors: readonly string[];
  readonly cookieMode?: Pick<CookieMode, 'reads' | 'answer'>;
}

/** The API as its clients know it. Texts for people are no part of it. */
export interface Wire {
  readonly errors: Readonly<Record<string, number>>;
  readonly routes: Readonly<Record<string, Route>>;
}

type Members = Pick<ObjectSchema, 'properties' | 'required'>;

const fieldsOf = ({ properties = {}, required = [] }: Partial<Members>, prefix = ''): Fields => Object.fromEntries(Object.entries(properties)
  .flatMap(([name, field]) => {
    const { type, enum: values, pattern, minLength, maxLength, items = {} } = field;
    const path = `${prefix}${name}`;
    const own: Field = { type, required: required.includes(name), enum: values, pattern, minLength, maxLength };
    return [[path, own] as const, ...Object.entries(fieldsOf(field, `${path}.`)), ...Object.entries(fieldsOf(items, `${path}[].`))];
  }));

const routeOf = ({ operation, access, feature, path, query, body, success, errors: codes, cookieMode }: Operation): Route => ({
  operation,
  access,
  feature,
  path: fieldsOf(path ?? {}),
  query: fieldsOf(query ?? {}),
  body: fieldsOf(body ?? {}),
  conditions: body?.allOf ?? [],
  status: success.status,
  answer: fieldsOf(success.body),
  errors: codes,
  cookieMode: cookieMode && { reads: cookieMode.reads, answer: cookieMode.answer },
});

export const currentWire = (): Wire => JSON.parse(JSON.stringify({
  errors: Object.fromEntries(Object.entries(errors).map(([code, { status }]) => [code, status])),
  routes: Object.fromEntries(Object.entries<Operation>(operations).map(([routeKey, row]) => [routeKey, routeOf(row)])),
}));

const file = (root: string) => join(root, 'test', 'baseline', 'wire.json');

export const readWire = (root: string): Wire => JSON.parse(readFileSync(file(root), 'utf8'));

export const keepWire = (root: string): void => writeFileSync(file(root), `${JSON.stringify(currentWire(), undefined, 1)}\n`);

const isShorter = (kept: Field, now: Field) =>
  (now.minLength ?? 0) > (kept.minLength ?? 0) || (now.maxLength ?? Infinity) < (kept.maxLength ?? Infinity);

/** What a request was allowed to hold and is no longer. */
const narrowed = (kept: Fields, now: Fields): string[] => [
  ...Object.entries(kept).flatMap(([name, field]) => {
    const other = now[name];
    if (!other) {
      return [`takes no ${name} any more`];
    }
    const refused = (field.enum ?? []).filter((value) => other.enum && !other.enum.includes(value));
    return [
      ...isDeepStrictEqual(field.type, other.type) ? [] : [`takes another type of ${name}`],
      ...other.required && !field.required ? [`wants ${name} now`] : [],
      ...refused.length > 0 ? [`refuses ${refused.join(', ')} as ${name}`] : [],
      ...!field.enum && other.enum ? [`takes only ${other.enum.join(', ')} as ${name}`] : [],
      ...other.pattern !== undefined && other.pattern !== field.pattern ? [`takes another pattern of ${name}`] : [],
      ...isShorter(field, other) ? [`takes fewer lengths of ${name}`] : [],
    ];
  }),
  ...Object.keys(now).filter((name) => !(name in kept) && now[name].required && !/[.\]]/.test(name)).map((name) => `wants a new field ${name}`),
];

/** What an answer promised and does no longer. */
const lost = (kept: Fields, now: Fields): string[] => Object.entries(kept).flatMap(([name, field]) => {
  const other = now[name];
  return !other ? [`answers no ${name} any more`] : [
    ...isDeepStrictEqual(field.type, other.type) ? [] : [`answers another type of ${name}`],
    ...field.required && !other.required ? [`does not always answer ${name} any more`] : [],
  ];
});

const routeChanges = (kept: Route, now: Route | undefined): string[] => now === undefined ? ['is gone'] : [
  ...(['operation', 'access', 'feature', 'status', 'cookieMode', 'conditions'] as const)
    .filter((property) => !isDeepStrictEqual(kept[property], now[property])).map((property) => `has another ${property}`),
  ...(['path', 'query', 'body'] as const).flatMap((part) => narrowed(kept[part], now[part])),
  ...lost(kept.answer, now.answer),
  ...kept.errors.filter((code) => !now.errors.includes(code)).map((code) => `answers no ${code} any more`),
];

/** What would break clients of the last release, in words. */
export const wireChanges = (kept: Wire, now: Wire): string[] => [
  ...Object.entries(kept.errors).filter(([code, status]) => now.errors[code] !== status)
    .map(([code, status]) => `${code} ${code in now.errors ? `has the status ${now.errors[code]} instead of ${status}` : 'is gone'}`),
  ...Object.entries(kept.routes).flatMap(([routeKey, route]) => routeChanges(route, now.routes[routeKey]).map((change) => `${routeKey} ${change}`)),
].map((change) => `${change}: clients of the last release would break. A breaking change: see VERSIONING.md`);
