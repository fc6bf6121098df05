import { generateKeyPair, JsonWebKey, KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { Clock, Host } from '../service';
import { faults } from './errors';
import { Client, emptyState, Pool, State, User } from './state';

export type MakeKey = () => Promise<JsonWebKey>;

const newKey: MakeKey = async () => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 }) as { privateKey: KeyObject };
  return privateKey.export({ format: 'jwk' });
};

export interface CognitoOptions {
  /** Makes a private RSA key as a JWK. Tests lend ready ones, since making one takes longer than everything else. */
  readonly makeKey?: MakeKey;
  /** Of passkeys, in place of the one that a pool is configured for. */
  readonly relyingPartyId?: string;
}

/** The state, and the little that every operation asks of it. */
export class Cognito {
  state: State = emptyState();

  constructor(readonly host: Host, readonly options: CognitoOptions = {}) {}

  makeKey(): ReturnType<MakeKey> {
    return (this.options.makeKey ?? newKey)();
  }

  get clock(): Clock {
    return this.host.clock;
  }

  now(): number {
    return this.host.clock.now();
  }

  poolArn(poolId: string): string {
    const { partition, region, accountId } = this.host;
    return `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${poolId}`;
  }

  issuer(pool: Pool): string {
    const host = pool.config.IssuerConfiguration?.Type === 'UPDATED' ? 'issuer-cognito-idp' : 'cognito-idp';
    return `https://${host}.${this.host.region}.amazonaws.com/${pool.id}`;
  }

  pool(id: string): Pool {
    const pool = own(this.state.pools, id);
    if (!pool) throw faults.poolDoesNotExist(id);
    return pool;
  }

  /** The client of an unsigned operation, which does not name the pool. */
  client(id: string): { pool: Pool; client: Client } {
    for (const pool of Object.values(this.state.pools)) {
      const client = own(pool.clients, id);
      if (client) return { pool, client };
    }
    throw faults.clientDoesNotExist(id);
  }

  clientOf(pool: Pool, id: string): Client {
    const client = own(pool.clients, id);
    if (!client) throw faults.clientDoesNotExist(id);
    return client;
  }

  touch(user: User): void {
    user.modifiedAt = this.now();
  }
}

/** A name such as `constructor` must not find what every object inherits. */
export const own = <T>(record: Record<string, T>, key: string): T | undefined => Object.hasOwn(record, key) ? record[key] : undefined;

/** Dates travel as seconds since the epoch. */
export const seconds = (milliseconds: number) => milliseconds / 1000;
