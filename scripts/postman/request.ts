import type { FieldSchema, ObjectSchema, Operation } from '../../src/contract';
import { fieldExample } from '../openapi/example';

/** Fields whose value an earlier answer, a mail or the collection's variables give; a few by another name. */
const VARIABLES: Readonly<Record<string, string>> = {
  access_token: 'access_token',
  email: 'email',
  full_name: 'full_name',
  mobile_phone_number: 'mobile_phone_number',
  new_password: 'new_password',
  old_password: 'password',
  otp: 'otp',
  otp_code: 'otp',
  password: 'password',
  refresh_token: 'refresh_token',
  temporary_password: 'temporary_password',
  verification_code: 'verification_code',
  verification_session: 'verification_session',
  verification_type: 'verification_type',
};

const valueOf = ([name, field]: [string, FieldSchema]) => [name, VARIABLES[name] ? `{{${VARIABLES[name]}}}` : fieldExample(name, field)];

/** What has to be there, as long as no other field says otherwise, or else something that can be. */
const fieldsOf = ({ properties, required, allOf = [], minProperties }: ObjectSchema) => {
  const asked = [...required, ...allOf.flatMap((condition) => condition.else?.required ?? [])];
  return Object.entries(properties).filter(([name], index) => asked.includes(name) || (minProperties && index === 0)).map(valueOf);
};

const headers = (row: Operation) => [
  ...row.access === 'ANYONE' ? [{ key: 'x-api-key', value: '{{api_key}}' }] : [],
  ...row.body ? [{ key: 'Content-Type', value: 'application/json' }] : [],
];

export interface RequestOptions {
  /** Fields of the body in addition, or with another value; `undefined` leaves one out. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Which token is sent where one is asked for; none with `NONE`. */
  readonly token?: 'access_token' | 'admin_access_token' | 'id_token' | 'NONE';
  /** Values of the path's parameters, where they are not the variables of their name. */
  readonly path?: Readonly<Record<string, string>>;
  /** Parameters of the query that are sent; the others stand there switched off. */
  readonly query?: Readonly<Record<string, string>>;
}

/** A row as a request of Postman. */
export const requestOf = (routeKey: string, row: Operation, { body, token = 'access_token', path = {}, query = {} }: RequestOptions = {}) => {
  const [method, template] = routeKey.split(' ');
  const filled = template.replace(/\{(\w+)\}/g, (_, name) => path[name] ?? `{{${name}}}`);
  const parameters = Object.entries(row.query?.properties ?? {}).map(([name, field]) =>
    ({ key: name, value: query[name] ?? String(fieldExample(name, field)), disabled: !(name in query) && !row.query!.required.includes(name) }));
  const sent = parameters.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`);
  const isOpen = row.access === 'ANYONE' || token === 'NONE';
  return {
    method,
    description: row.summary,
    auth: isOpen ? { type: 'noauth' } : { type: 'bearer', bearer: [{ key: 'token', value: `{{${token}}}`, type: 'string' }] },
    header: headers(row),
    url: {
      raw: `{{url}}${[filled, ...sent.length > 0 ? [sent.join('&')] : []].join('?')}`,
      host: ['{{url}}'],
      path: filled.slice(1).split('/'),
      ...parameters.length > 0 && { query: parameters },
    },
    ...row.body && {
      body: { mode: 'raw', raw: JSON.stringify({ ...Object.fromEntries(fieldsOf(row.body)), ...body }, undefined, 2), options: { raw: { language: 'json' } } },
    },
  };
};
