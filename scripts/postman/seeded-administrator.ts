import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ADMINISTRATORS_GROUP } from '../../src/contract';

interface Seeded { readonly email: string; readonly password: string; readonly totpSecret: string; readonly groups: readonly string[] }

/** Who looks after the accounts of `npm start`, as the collection's variables. */
export const seededAdministrator = (): Readonly<Record<string, string>> => {
  const { users } = JSON.parse(readFileSync(resolve(__dirname, '..', '..', 'examples', 'demo', 'seed.json'), 'utf8')) as { users: Seeded[] };
  const { email, password, totpSecret } = users.find(({ groups }) => groups.includes(ADMINISTRATORS_GROUP))!;
  return { admin_email: email, admin_password: password, admin_totp_secret: totpSecret };
};
