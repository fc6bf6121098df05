import { JSONWebKeySet } from 'jose';
import { LocalError } from './local-error';
import { Service } from './service';

/** The pool of an issuer. Templates and tokens name the genuine one, so that they are the same here as on AWS. */
export function poolOf(issuer: string): string {
  const pool = /^https:\/\/[a-z.]*cognito-idp\.[^/]+\/([\w-]+)$/.exec(issuer)?.[1];
  if (!pool) {
    throw new LocalError(`The authorizer's issuer ${issuer} is no user pool: the offline run has no keys of others`);
  }
  return pool;
}

/** The keys that the pool's stand-in publishes. */
export async function keysOf(issuer: string, services: readonly Service[]): Promise<JSONWebKeySet> {
  const url = `/${poolOf(issuer)}/.well-known/jwks.json`;
  const cognito = services.find((service) => service.endpointPrefix === 'cognito-idp');
  const answer = await cognito?.handle({ method: 'GET', url, signedUrl: url, headers: {}, body: Buffer.alloc(0) });
  if (answer?.status !== 200) {
    throw new Error(`The user pool's stand-in answered ${answer?.status} for ${url}`);
  }
  return JSON.parse(answer.body.toString());
}
