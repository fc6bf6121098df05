import fc from 'fast-check';
import type { Role } from './role';
import { ADMINISTRATORS_GROUP } from '../../src/contract';
import { tampered, unsigned } from '../../test/support/foreign-tokens';

/** Arbitraries of a request's headers. */

export type Header = [name: string, value: string];

const JSON_TYPES = ['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;charset=utf-16', 'application/json ;x'];
const OTHER_TYPES = ['text/plain', 'application/jsonp', 'application/json, text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '', 'x'];

export const contentType: fc.Arbitrary<Header[]> = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...JSON_TYPES) },
  { weight: 2, arbitrary: fc.constantFrom(...OTHER_TYPES) },
).map((value): Header[] => [['content-type', value]]).chain((once) => fc.oneof(
  { weight: 30, arbitrary: fc.constant(once) },
  { weight: 1, arbitrary: fc.constantFrom<Header[]>([], [...once, ['Content-Type', 'application/json']]) },
));

const forged = (token: string): string[] => [
  unsigned(token), tampered(token, { 'cognito:groups': [ADMINISTRATORS_GROUP] }), token.slice(0, -10), `${token}.${token}`,
  token.split('.').slice(0, 2).join('.'),
];

/** Every form of a token: genuine, forged, cut off, of another kind, and none; under the right scheme and others. */
export const authorization = ({ idTokens, accessTokens }: Role): fc.Arbitrary<Header[]> => {
  const genuine = [...accessTokens, ...idTokens];
  const schemes = fc.oneof({ weight: 8, arbitrary: fc.constant('Bearer ') }, { weight: 2, arbitrary: fc.constantFrom('bearer ', 'BEARER   ', '', 'Basic ', 'Bearer', 'Token ') });
  const tokens = fc.oneof(
    ...genuine.length > 0 ? [
      { weight: 12, arbitrary: fc.constantFrom(...genuine) },
      { weight: 2, arbitrary: fc.constantFrom(...genuine).chain((token) => fc.constantFrom(...forged(token))) },
    ] : [],
    { weight: 1, arbitrary: fc.oneof(fc.constantFrom('', 'x', 'a.b.c', '..', 'null'), fc.stringMatching(/^[\w.~+/-]*$/), fc.base64String()) },
  );
  return fc.tuple(schemes, tokens).map(([scheme, token]): Header => ['authorization', scheme + token]).chain((one) => fc.oneof(
    { weight: 20, arbitrary: fc.constant<Header[]>([one]) },
    { weight: 1, arbitrary: fc.constantFrom<Header[]>([], [one, one], [one, ['Authorization', 'Bearer x']]) },
  ));
};

const HEADERS: Header[] = [
  ['x-api-key', ''], ['cookie', '__Host-refresh_token=abc; a=b'], ['cookie', '; =;'], ['user-agent', '\u00ff\u00fe<script>${x}'], ['user-agent', 'x'.repeat(2_000)],
  ['x-forwarded-for', '1.2.3.4, \';--'], ['x-forwarded-host', 'evil.example'], ['origin', 'https://evil.example'], ['origin', 'null'],
  ['content-encoding', 'gzip'], ['transfer-encoding', 'chunked'], ['accept', 'text/html'], ['accept-encoding', 'br;q=x'], ['range', 'bytes=0-1'],
  ['if-none-match', '*'], ['x-http-method-override', 'DELETE'], ['x-amz-security-token', 'x'], ['x-amzn-trace-id', 'Root=x'], ['x-origin-secret', 'x'],
  ['expect', '100-continue'], ['x-long', 'x'.repeat(6_000)], ['x-longer', 'x'.repeat(12_000)], ['__proto__', 'x'], ['constructor', 'x'],
];

/** None or a few of those that clients, proxies and attackers send besides. */
export const otherHeaders: fc.Arbitrary<Header[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Header[]>([]) },
  { weight: 1, arbitrary: fc.subarray(HEADERS, { maxLength: 3 }) },
);
