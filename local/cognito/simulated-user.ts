import { createHash } from 'node:crypto';
import { makeVerifier, SrpVerifier } from './srp';
import { Pool } from './state';
import { fold } from './users';

const digest = (pool: Pool, purpose: string, username: string) => createHash('sha256').update(`${pool.id}/${purpose}/${fold(pool, username)}`).digest();

/** [D] In a UUID's form, and the same for the same name in the same pool. */
export function simulatedId(pool: Pool, username: string): string {
  const hex = digest(pool, 'id', username).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** [D] The salt is the same each time; the password is one that nobody can type. */
export function simulatedVerifier(pool: Pool, username: string): SrpVerifier {
  const password = digest(pool, 'password', username).toString('hex');
  return makeVerifier(pool.id, simulatedId(pool, username), password, digest(pool, 'salt', username).subarray(0, 16));
}
