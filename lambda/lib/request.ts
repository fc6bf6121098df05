import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { descriptions, validateBody, validateCookieModeBody, validatePath, validateQuery } from 'contract:row';
import { HttpError } from './http-error';
import { assertOurPage, inCookieMode, refreshTokenOf } from './refresh-token-cookie';
import type { Operation, PathOf, QueryOf, ReceivedBodyOf } from '../../src/contract';
import { MAX_BODY_BYTES } from '../../src/contract/limits';

export type HttpEvent = Omit<APIGatewayProxyEventV2WithJWTAuthorizer, 'requestContext'> & {
  requestContext: Omit<APIGatewayProxyEventV2WithJWTAuthorizer['requestContext'], 'authorizer'> &
  Partial<Pick<APIGatewayProxyEventV2WithJWTAuthorizer['requestContext'], 'authorizer'>>;
};

export interface Request<Row extends Operation> {
  readonly path: PathOf<Row>;
  readonly query: QueryOf<Row>;
  readonly body: ReceivedBodyOf<Row>;
  /** The claims of the token that the gateway has verified, all as strings; empty where anyone may call. */
  readonly claims: Readonly<Record<string, string>>;
  /** The Authorization header's token. */
  readonly token: string;
  /** Where the request comes from, for Cognito's threat protection. */
  readonly source: { readonly ip: string; readonly userAgent: string; readonly host: string; readonly path: string };
}

const decode = (event: HttpEvent): unknown => {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES) {
    throw new HttpError('BODY_TOO_LARGE');
  }
  if (!/^application\/json\s*(;|$)/i.test(event.headers['content-type'] ?? '')) {
    throw new HttpError('UNSUPPORTED_MEDIA_TYPE');
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    // The gateway may have put U+FFFD where there was no UTF-8: a password must not be changed on its way.
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && !text.includes('\uFFFD')) {
      return value;
    }
  } catch {
    // JSON.parse quotes the body in its message, so the cause is dropped.
  }
  throw new HttpError('MALFORMED_BODY');
};

/** What ajv found, as one sentence per field: of a member of an object, the object's. */
const problems = (errors: readonly { keyword: string; instancePath: string; params: Record<string, any> }[]) =>
  // An `if` only sums up what the errors beside it say.
  Object.fromEntries(errors.filter(({ keyword }) => keyword !== 'if').flatMap(({ keyword, instancePath, params }) => {
    const [, field] = instancePath.split('/');
    if (field !== undefined) {
      return [[field, `must be ${descriptions[field]}`]];
    }
    switch (keyword) {
      case 'required': return [[params.missingProperty, `is required: ${descriptions[params.missingProperty]}`]];
      case 'additionalProperties': return [[params.additionalProperty.slice(0, 64), 'is not a field of this operation']];
      case 'minProperties': return Object.keys(descriptions).map((name) => [name, 'is required, or another field']);
      default: throw new Error(`${keyword} is no keyword of a request's schema`);
    }
  }));

const valid = (validate: typeof validateBody, value: () => unknown): any => {
  if (!validate) {
    return undefined;
  }
  const data = value();
  if (!validate(data)) {
    throw new HttpError('INVALID_REQUEST', problems(validate.errors ?? []));
  }
  return data;
};

const lowerCased = <Fields extends { email?: string; user_id?: string } | undefined>(fields: Fields): Fields => fields && ({
  ...fields,
  ...fields.email !== undefined && { email: fields.email.toLowerCase() },
  ...fields.user_id !== undefined && { user_id: fields.user_id.toLowerCase() },
});

/** In cookie mode the cookie alone says which refresh token it is, whatever the body says. */
const bodyOf = (event: HttpEvent): any => {
  const body = lowerCased(valid(inCookieMode && validateCookieModeBody ? validateCookieModeBody : validateBody, () => decode(event)));
  return inCookieMode?.reads ? { ...body, refresh_token: refreshTokenOf(event) } : body;
};

/** The request, decoded and checked against the row's schemas. An API key's authorizer leaves a context without claims. */
export const parseRequest = <Row extends Operation>(event: HttpEvent, ip: string): Request<Row> => {
  assertOurPage(event);
  const { http, domainName, authorizer } = event.requestContext;
  return {
    path: lowerCased(valid(validatePath, () => event.pathParameters ?? {})),
    query: valid(validateQuery, () => event.queryStringParameters ?? {}),
    body: bodyOf(event),
    claims: Object.fromEntries(Object.entries(authorizer?.jwt?.claims ?? {}).map(([name, value]) => [name, String(value)])),
    token: (event.headers.authorization ?? '').replace(/^Bearer\s+/i, ''),
    source: { ip, userAgent: http.userAgent, host: domainName, path: event.routeKey },
  };
};
