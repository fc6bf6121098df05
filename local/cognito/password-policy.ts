import { randomInt } from 'node:crypto';
import { faults } from './errors';
import { pickFrom } from './random';
import { Pool } from './state';

// [D] The symbols that count, besides a space that is neither first nor last.
const SYMBOLS = '^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-';

interface PasswordPolicy {
  MinimumLength: number;
  RequireUppercase: boolean;
  RequireLowercase: boolean;
  RequireNumbers: boolean;
  RequireSymbols: boolean;
  TemporaryPasswordValidityDays: number;
}

// [D] What a pool has that states no policy.
const DEFAULT: PasswordPolicy = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
};

// [D] A stated policy leaves out what it does not name, but for the length and the seven days.
const UNNAMED = { ...DEFAULT, RequireUppercase: false, RequireLowercase: false, RequireNumbers: false, RequireSymbols: false };

export function passwordPolicy(pool: Pool): PasswordPolicy {
  const stated = pool.config.Policies?.PasswordPolicy;
  // [D] The former place of the days, still honoured.
  const TemporaryPasswordValidityDays = pool.config.AdminCreateUserConfig?.UnusedAccountValidityDays ?? DEFAULT.TemporaryPasswordValidityDays;
  return { ...(stated ? UNNAMED : DEFAULT), TemporaryPasswordValidityDays, ...stated };
}

const isSymbol = (character: string) => SYMBOLS.includes(character);

/** Throws for the first rule that fails [O]. */
export function checkPassword(pool: Pool, password: string): void {
  const policy = passwordPolicy(pool);
  if ([...password].length < policy.MinimumLength) throw faults.password('Password not long enough');
  if (policy.RequireUppercase && !/[A-Z]/.test(password)) throw faults.password('Password must have uppercase characters');
  if (policy.RequireLowercase && !/[a-z]/.test(password)) throw faults.password('Password must have lowercase characters');
  if (policy.RequireNumbers && !/[0-9]/.test(password)) throw faults.password('Password must have numeric characters');
  if (policy.RequireSymbols && ![...password].some(isSymbol) && !password.trim().includes(' ')) {
    throw faults.password('Password must have symbol characters');
  }
}

/** Has a character of each class, whatever the policy asks, and leaves out what is easily misread or breaks HTML. */
export function temporaryPassword(pool: Pool): string {
  const classes = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!@#$*-_+=?'];
  const length = Math.max(passwordPolicy(pool).MinimumLength, 8);
  const characters = [...classes.map((alphabet) => pickFrom(alphabet, 1)), ...pickFrom(classes.join(''), length - classes.length)];
  for (let i = characters.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [characters[i], characters[j]] = [characters[j], characters[i]];
  }
  // A space or a symbol at the start is legal but is lost too easily when the mail is copied.
  const first = characters.findIndex((character) => /[A-Za-z]/.test(character));
  [characters[0], characters[first]] = [characters[first], characters[0]];
  return characters.join('');
}

/** [D] Counted in whole days from the moment the password was set. */
export function temporaryPasswordExpired(pool: Pool, setAt: number, now: number): boolean {
  return now >= setAt + passwordPolicy(pool).TemporaryPasswordValidityDays * 24 * 3600_000;
}
