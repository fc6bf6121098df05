import { checkAliasFree, checkAttributes } from './attributes';
import { Cognito, own } from './cognito';
import { Fault } from './errors';
import { enableFactor, poolFactors } from './factors';
import { putGroup } from './groups';
import { checkPassword } from './password-policy';
import { storePassword } from './passwords';
import { Pool } from './state';
import { addUser, newUser, userByName } from './users';
import { LocalError } from '../local-error';
import { Seed, SeedUser } from '../service';

/** Makes groups and confirmed users, as if they had been there for long: no trigger is invoked, and nothing is mailed. */
export function seedPool(cognito: Cognito, pool: Pool, { groups, users }: Seed): SeedUser[] {
  for (const name of groups) {
    if (!own(pool.groups, name)) putGroup(cognito, pool, { GroupName: name });
  }
  // All are looked at before any is made.
  users.forEach((user, index) => check(pool, user, `users[${index}]`));
  const added = users.filter(({ email }) => !userByName(pool, email));
  added.forEach((user) => makeUser(cognito, pool, user));
  return added;
}

const attributesOf = ({ email, name, phone, attributes }: SeedUser): Record<string, string> => ({
  ...attributes,
  email: email.toLowerCase(),
  email_verified: 'true',
  ...(name === undefined ? {} : { name }),
  ...(phone === undefined ? {} : { phone_number: phone, phone_number_verified: 'true' }),
});

function check(pool: Pool, seeded: SeedUser, place: string): void {
  const because = (field: string, problem: string) => new LocalError(`Cannot seed ${place} (${seeded.email}): ${field}: ${problem}`);
  const within = (field: string, work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw because(field, error.message.trim());
    }
  };
  const unknown = seeded.groups.find((group) => !own(pool.groups, group));
  if (unknown !== undefined) throw because('groups', `the stack has no group ${unknown}, and the seed's own groups do not name it`);
  if (seeded.totpSecret !== undefined && !poolFactors(pool).includes('SOFTWARE_TOKEN_MFA')) {
    throw because('totpSecret', 'the user pool takes no codes of authenticator apps');
  }
  if (!usernameOf(pool, seeded) && !pool.config.UsernameAttributes.includes('email')) {
    throw because('email', 'people of this user pool have no sign-in by email address');
  }
  within('password', () => checkPassword(pool, seeded.password));
  within('attributes', () => checkAttributes(pool, attributesOf(seeded)));
  if (!userByName(pool, seeded.email)) within('phone', () => checkAliasFree(pool, undefined, attributesOf(seeded)));
}

/** In a pool that signs in by email the username is the sub; one with email as an alias refuses it as a name. */
function usernameOf(pool: Pool, { email }: SeedUser): string | undefined {
  if (pool.config.UsernameAttributes?.length) return undefined;
  return pool.config.AliasAttributes?.includes('email') ? email.split('@')[0] : email;
}

function makeUser(cognito: Cognito, pool: Pool, seeded: SeedUser): void {
  const user = addUser(cognito, pool, newUser(usernameOf(pool, seeded), attributesOf(seeded)), 'CONFIRMED');
  storePassword(pool, user, seeded.password);
  if (seeded.totpSecret !== undefined) {
    user.softwareToken = { secret: seeded.totpSecret, usedSteps: [] };
    enableFactor(user, 'SOFTWARE_TOKEN_MFA');
    user.preferredMfa = 'SOFTWARE_TOKEN_MFA';
  }
  seeded.groups.forEach((name) => pool.groups[name].members.push(user.username));
}
