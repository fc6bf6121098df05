import { createHmac, createPublicKey, generateKeyPairSync, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { tampered } from './foreign-tokens';
import type { LocalApi } from './local';

type Claims = Record<string, unknown>;

const encoded = (value: object | Buffer) => (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString('base64url');
const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
const jwt = (header: object, claims: Claims, signature: (input: string) => Buffer): string => {
  const input = `${encoded(header)}.${encoded(claims)}`;
  return `${input}.${encoded(signature(input))}`;
};
const byRsa = (key: KeyObject) => (input: string) => sign('sha256', Buffer.from(input), key);

/** A token of these claims, signed by this key under its own name. */
export const signedBy = (key: KeyObject, kid: string, claims: Claims): string => jwt({ alg: 'RS256', kid }, claims, byRsa(key));

export const claimsOf = (token: string): Claims => decoded(token.split('.')[1]);

/** The keys that the pool publishes for everybody. */
export const publishedKeys = async (api: LocalApi, userPoolId: string): Promise<(JsonWebKey & { kid: string })[]> =>
  (await api.call(`GET /_local/cognito-idp/${userPoolId}/.well-known/jwks.json`)).body.keys;

/** Everything that a published key could be mistaken for as the secret of an HMAC. */
const hmacSecrets = (jwk: JsonWebKey): Record<string, string | Buffer> => {
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const pem = key.export({ type: 'spki', format: 'pem' }).toString();
  return {
    'PEM': pem,
    'PEM without its last line end': pem.trimEnd(),
    'PKCS#1 PEM': key.export({ type: 'pkcs1', format: 'pem' }).toString(),
    'DER': key.export({ type: 'spki', format: 'der' }),
    'PKCS#1 DER': key.export({ type: 'pkcs1', format: 'der' }),
    'JWK': JSON.stringify(jwk),
    'modulus': jwk.n!,
    'modulus as bytes': Buffer.from(jwk.n!, 'base64url'),
  };
};

const mine = generateKeyPairSync('rsa', { modulusLength: 2048 });
const myCurve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const myJwk = mine.publicKey.export({ format: 'jwk' });

/** What someone can make of a genuine token who has everything that is public, and keys of their own; by what was done. */
export const forgeries = (genuine: string, keys: readonly (JsonWebKey & { kid: string })[]): Record<string, string> => {
  const [head, payload, signature] = genuine.split('.');
  const header = decoded(head);
  const claims = decoded(payload);
  const bytes = Buffer.from(signature, 'base64url');
  const own = (more: object) => jwt({ ...header, ...more }, claims, byRsa(mine.privateKey));
  return Object.fromEntries([
    ...['none', 'None', 'NONE', 'nOnE', ''].flatMap((alg) => [
      [`algorithm "${alg}" with no signature`, `${encoded({ alg, typ: 'JWT' })}.${payload}.`],
      [`algorithm "${alg}" with the genuine signature`, `${encoded({ ...header, alg })}.${payload}.${signature}`],
    ]),
    ...keys.flatMap((jwk, index) => Object.entries(hmacSecrets(jwk)).flatMap(([form, secret]) => ['HS256', 'HS512'].map((alg) => [
      `${alg} with published key ${index} as ${form}`,
      jwt({ alg, kid: jwk.kid }, claims, (input) => createHmac(alg.replace('HS', 'sha'), secret).update(input).digest()),
    ]))),
    ...['HS256', 'HS384'].map((alg) => [
      `${alg} with an empty secret`, jwt({ ...header, alg }, claims, (input) => createHmac(alg.replace('HS', 'sha'), '').update(input).digest()),
    ]),
    ['a key of one\'s own under the genuine kid', own({})],
    ['a key of one\'s own under no kid', own({ kid: undefined })],
    ['a key of one\'s own under another kid', own({ kid: 'mine' })],
    ['a key of one\'s own, sent along', own({ jwk: myJwk })],
    ['a key of one\'s own, sent along, under no kid', own({ kid: undefined, jwk: myJwk })],
    ['a key of one\'s own at an address of one\'s own', own({ jku: 'http://127.0.0.1:9/jwks.json', x5u: 'http://127.0.0.1:9/cert.pem' })],
    ['a kid that is a path', own({ kid: '../../../../dev/null' })],
    ['PS256 by a key of one\'s own', jwt({ ...header, alg: 'PS256' }, claims, byRsa(mine.privateKey))],
    ['ES256 by a key of one\'s own', jwt({ ...header, alg: 'ES256' }, claims, (input) =>
      sign('sha256', Buffer.from(input), { key: myCurve.privateKey, dsaEncoding: 'ieee-p1363' }))],
    ['a critical header that nobody knows', own({ crit: ['trust'], trust: true })],
    ...Object.entries({
      'exp': 9_999_999_999, 'sub': '01234567-89ab-cdef-0123-456789abcdef', 'username': 'admin', 'client_id': 'mine', 'aud': 'mine', 'iss': 'https://example.com',
      'token_use': claims.token_use === 'id' ? 'access' : 'id', 'scope': 'aws.cognito.signin.user.admin', 'cognito:groups': ['admins'], 'email': 'mallory@example.com',
    }).filter(([name, value]) => claims[name] !== value).map(([name, value]) => [`the claim ${name} changed`, tampered(genuine, { [name]: value })]),
    ['the signature gone', `${head}.${payload}.`],
    ['the signature cut short', `${head}.${payload}.${encoded(bytes.subarray(0, -1))}`],
    ['the signature made longer', `${head}.${payload}.${encoded(Buffer.concat([bytes, Buffer.from([0])]))}`],
    ['the signature all zeros', `${head}.${payload}.${encoded(Buffer.alloc(bytes.length))}`],
    ['the payload twice', `${head}.${payload}.${payload}`],
    ['the payload gone', `${head}..${signature}`],
    ['the header gone', `.${payload}.${signature}`],
  ]);
};
