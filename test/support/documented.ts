import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';

/**
 * Every answer that a test gets from a function or from API Gateway is held against docs/openapi.json, as its readers would do it: the status has to be
 * documented, and the body has to meet the schema of that status.
 */
const DOCUMENT = 'openapi.json';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

interface Documented { readonly method: string; readonly path: RegExp; readonly pointer: string; readonly operation: any }

const escaped = (part: string) => part.replace(/~/g, '~0').replace(/\//g, '~1');

let read: { readonly document: any; readonly ajv: Ajv2020; readonly operations: readonly Documented[] } | undefined;
const documents = () => {
  if (!read) {
    const document = JSON.parse(readFileSync(resolve(__dirname, '..', '..', 'docs', 'openapi.json'), 'utf8'));
    // Not strict: the document has words besides those of JSON Schema.
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).addSchema({ $id: DOCUMENT, ...document });
    const operations = Object.entries<any>(document.paths).flatMap(([path, item]) => METHODS.filter((method) => item[method]).map((method) => ({
      method,
      // A stack may have a prefix before it. Literal paths win over those with parameters, as at the gateway.
      path: new RegExp(`(?:^|/)${path.slice(1).replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
      pointer: `#/paths/${escaped(path)}/${method}`,
      operation: item[method],
    })));
    const parameters = ({ pointer }: Documented) => pointer.split('{').length;
    read = { document, ajv, operations: operations.sort((one, other) => parameters(one) - parameters(other)) };
  }
  return read;
};

/** The operation that a request is about; undefined for what is none of the API's own. */
export const documentedOperation = (method: string, path: string): Documented | undefined => {
  const [bare] = path.split('?');
  return bare.startsWith('/_local') ? undefined
    : documents().operations.find((one) => one.method === method.toLowerCase() && one.path.test(bare));
};

const validators = new Map<string, ValidateFunction>();
const validatorOf = (name: string, schema: () => object): ValidateFunction => {
  const validator = validators.get(name) ?? documents().ajv.compile(schema());
  validators.set(name, validator);
  return validator;
};

/** In cookie mode the refresh token is in a cookie, and in no body. */
const withoutRefreshToken = (schema: any) => ({ ...schema, required: schema.required.filter((name: string) => name !== 'refresh_token') });
const resolved = (value: any): any => value.$ref ? value.$ref.split('/').slice(1).reduce((found: any, part: string) => found[part], documents().document) : value;

export interface Received { readonly status: number; readonly headers: Headers; readonly body: unknown }

/** That a status is not among those that the documents name; for answers whose body nobody can read any more. */
export const undocumentedStatus = (method: string, path: string, status: number): string | undefined => {
  const { operationId, responses } = documentedOperation(method, path)?.operation ?? {};
  return responses && !responses[status] ? `${operationId} answered ${status}, which docs/openapi.json does not name` : undefined;
};

/** What is wrong with an answer by the documents; undefined where nothing is, or where it is not the API's. */
export const undocumented = (method: string, path: string, { status, headers, body }: Received): string | undefined => {
  const documented = documentedOperation(method, path);
  if (!documented) {
    return undefined;
  }
  const { operation: { operationId, responses, 'x-cookie-mode': cookieMode }, pointer } = documented;
  const problem = undocumentedStatus(method, path, status);
  if (problem) {
    return `${problem}: ${JSON.stringify(body)}`;
  }
  const { $ref } = responses[status];
  const setsCookie = status < 300 && headers.getSetCookie().some((cookie) => cookie.startsWith(`${cookieMode?.cookie}=`));
  const place = `${$ref ?? `${pointer}/responses/${status}`}/content/application~1json/schema`;
  const validate = setsCookie
    ? validatorOf(`${operationId} with a cookie`, () => withoutRefreshToken(resolved(responses[status].content['application/json'].schema)))
    : validatorOf(place, () => ({ $ref: `${DOCUMENT}${place}` }));
  if (!validate(body)) {
    return `${operationId} answered ${status} with what docs/openapi.json does not allow: ${documents().ajv.errorsText(validate.errors)}: ${JSON.stringify(body)}`;
  }
  return setsCookie && (body as any).refresh_token !== undefined ? `${operationId} answered a refresh token beside its cookie` : undefined;
};
