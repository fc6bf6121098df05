import { createLocalJWKSet, CryptoKey, errors, FlattenedJWSInput, JSONWebKeySet, JWSHeaderParameters, jwtVerify, JWTPayload } from 'jose';
import { Clock } from '../service';
import { JwtAuthorizer, Request, Response } from './model';
import { ownAnswer } from './response';

/** Answers an issuer's published keys. */
export type KeysOf = (issuer: string) => Promise<JSONWebKeySet>;

export interface JwtContext {
  readonly claims: Record<string, string>;
  readonly scopes: string[] | null;
}

type Verdict = { context: JwtContext; refusal?: undefined } | { refusal: Response; reason: string };

// API Gateway takes RSA signatures only, so neither `none` nor a public key used as an HMAC secret.
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/**
 * Decides as HTTP APIs do: by the token alone, so that a revoked one is accepted until it expires.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export class JwtDecider {
  private readonly keys = new Map<string, ReturnType<typeof createLocalJWKSet>>();

  constructor(private readonly clock: Clock, private readonly keysOf: KeysOf) {}

  async decide(authorizer: JwtAuthorizer, scopes: readonly string[], request: Request): Promise<Verdict> {
    const token = tokenFrom(authorizer.identitySource, request);
    if (!token) {
      return { refusal: ownAnswer(401, 'Unauthorized', { 'www-authenticate': 'Bearer' }), reason: 'missing token' };
    }
    let claims: JWTPayload;
    try {
      claims = await this.verify(authorizer, token);
    } catch (error) {
      // The header's form was seen on AWS; the descriptions are ours: not verified on AWS.
      const reason = reasonOf(error);
      const challenge = `Bearer scope="${scopes.join(' ')}" error="invalid_token" error_description="${reason}"`;
      return { refusal: ownAnswer(401, 'Unauthorized', { 'www-authenticate': challenge }), reason };
    }
    const granted = scopesOf(claims);
    if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) {
      const reason = 'the token lacks a scope of the route';
      const challenge = `Bearer scope="${scopes.join(' ')}" error="insufficient_scope" error_description="${reason}"`;
      return { refusal: ownAnswer(403, 'Forbidden', { 'www-authenticate': challenge }), reason };
    }
    return { context: { claims: claimsAsStrings(claims), scopes: scopes.length > 0 ? scopes.filter((scope) => granted.includes(scope)) : null } };
  }

  private async verify(authorizer: JwtAuthorizer, token: string): Promise<JWTPayload> {
    const now = new Date(this.clock.now());
    const options = { issuer: authorizer.issuer, algorithms: ALGORITHMS, currentDate: now, requiredClaims: ['exp'] };
    const key = (header: JWSHeaderParameters, input: FlattenedJWSInput): Promise<CryptoKey> => this.key(authorizer.issuer, header, input);
    const { payload } = await jwtVerify(token, key, options);
    if (payload.iat !== undefined && payload.iat * 1000 > now.getTime()) {
      throw new Refusal('the token was issued in the future');
    }
    // client_id counts only where there is no aud, as in Cognito's access tokens.
    const audience = payload.aud === undefined ? [payload.client_id] : [payload.aud].flat();
    if (!audience.some((one) => authorizer.audience.includes(one as string))) {
      throw new Refusal('the audience is invalid');
    }
    return payload;
  }

  private async key(issuer: string, header: JWSHeaderParameters, input: FlattenedJWSInput): Promise<CryptoKey> {
    const known = this.keys.get(issuer);
    if (known) {
      try {
        return await known(header, input);
      } catch {
        // The issuer may have a new key: ask it.
      }
    }
    const keys = createLocalJWKSet(await this.keysOf(issuer));
    this.keys.set(issuer, keys);
    return keys(header, input);
  }
}

class Refusal extends Error {}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) {
    return 'the token has expired';
  }
  if (error instanceof Refusal) {
    return error.message;
  }
  return error instanceof errors.JWTClaimValidationFailed ? `the claim ${error.claim} is invalid` : 'the token is invalid';
}

function tokenFrom(identitySource: string, request: Request): string | undefined {
  return identityOf(identitySource, request)?.replace(/^bearer /i, '').trim();
}

/** The value of an identity source such as `$request.header.Authorization`. */
export function identityOf(source: string, request: Request): string | undefined {
  const [, kind, name] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  const value = kind === 'header' ? request.headers[name.toLowerCase()] : new URLSearchParams(request.query).get(name);
  return value || undefined;
}

function scopesOf(claims: JWTPayload): string[] {
  return [claims.scope ?? claims.scp ?? []].flat().flatMap((scope) => String(scope).split(' '));
}

/** Functions see every claim as a string, a list as `[a b]`. */
function claimsAsStrings(claims: JWTPayload): Record<string, string> {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, asString(value)]));
}

function asString(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(asString).join(' ')}]`;
  }
  // How AWS writes an object is not verified.
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
