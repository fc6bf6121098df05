import { CodeDeliveryDetails, deliveryDetails, mediumOf } from './messages';
import { sha256 } from './random';
import { Pool } from './state';
import { fold } from './users';

const key = (pool: Pool, operation: string, username: string) => sha256(`${operation}/${fold(pool, username)}`);

export const wasSimulated = (pool: Pool, operation: string, username: string) =>
  Object.hasOwn(pool.simulated, key(pool, operation, username));

/** [D] For nobody, and for who cannot get a code, *alternately* a masked delivery that never happens [V] and a refusal. */
export function simulateDelivery(pool: Pool, operation: string, username: string, refusal: Error): { CodeDeliveryDetails: CodeDeliveryDetails } {
  const place = key(pool, operation, username);
  const times = (pool.simulated[place] ?? 0) + 1;
  pool.simulated[place] = times;
  if (times % 2 === 0) throw refusal;
  return { CodeDeliveryDetails: invented(pool, username) };
}

/** [D] By the form of the name, and by what the pool verifies; the same each time. */
function invented(pool: Pool, username: string): CodeDeliveryDetails {
  if (username.includes('@')) return inventedFor(pool, username, 'email');
  if (username.startsWith('+')) return inventedFor(pool, username, 'phone_number');
  const [attribute = 'email'] = pool.config.AutoVerifiedAttributes ?? [];
  return inventedFor(pool, username, attribute);
}

/** Where a code for nobody would go to, if it goes by mail, or by text message. */
export function inventedFor(pool: Pool, username: string, attribute: string): CodeDeliveryDetails {
  if (attribute === 'email' && username.includes('@')) return deliveryDetails('email', username.toLowerCase());
  if (attribute === 'phone_number' && username.startsWith('+')) return deliveryDetails('phone_number', username);
  const hash = sha256(`${pool.id}/${username}`).toLowerCase().replace(/[^a-z]/g, 'x');
  if (mediumOf(attribute) === 'EMAIL') return deliveryDetails('email', `${hash[0]}@${hash[1]}`);
  const number = Array.from(hash.slice(0, 4), (character) => character.charCodeAt(0) % 10).join('');
  return deliveryDetails('phone_number', `+${number}`);
}
