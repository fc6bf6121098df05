import { createHmac } from 'node:crypto';
import { faults } from './errors';
import { Client } from './state';

/** [D] Base64 of HMAC-SHA256 over the name *as the caller sent it* and the client's id. */
export function checkSecretHash(client: Client, username: string, hash: string | undefined): void {
  if (client.secret === undefined) {
    if (hash !== undefined) throw faults.secretHashMismatch(client.id);
    return;
  }
  if (hash === undefined) throw faults.secretHashMissing(client.id);
  const expected = createHmac('sha256', client.secret).update(username + client.id).digest('base64');
  if (hash !== expected) throw faults.secretHashMismatch(client.id);
}
