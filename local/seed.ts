import { readFileSync } from 'node:fs';
import { LocalError } from './local-error';
import { Seed, SeedUser } from './service';

type Problems = (place: string, problem: string) => void;

const TEXT = 'must be text, and not empty';

/** The form that each field has to have; what is not here is refused, lest a misspelt one is left out in silence. */
const USER: Record<keyof SeedUser, (value: unknown) => string | undefined> = {
  email: (value) => isText(value) && /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value) ? undefined : 'must be an email address',
  password: (value) => isText(value) ? undefined : TEXT,
  name: (value) => isText(value) ? undefined : TEXT,
  phone: (value) => isText(value) && /^\+[0-9]{1,15}$/.test(value) ? undefined : 'must be a phone number such as "+15555550100"',
  groups: (value) => Array.isArray(value) && value.every(isText) ? undefined : 'must be a list of names of groups',
  totpSecret: (value) => isText(value) && /^[A-Z2-7]{16,128}$/.test(value) ? undefined : 'must be a secret in base32: 16 to 128 of A to Z and 2 to 7',
  attributes: (value) => isRecord(value) && Object.values(value).every((one) => typeof one === 'string') ? undefined : 'must be an object of texts',
};
const REQUIRED = ['email', 'password'] as const;

/** Reads `--seed FILE`; all that is wrong with it is said at once. */
export function readSeed(file: string): Seed {
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new LocalError(`Cannot read the seed file ${file}: ${(error as Error).message}`);
  }
  const problems: string[] = [];
  const seed = parse(given, (place, problem) => problems.push(`${place} ${problem}`));
  if (problems.length > 0) {
    throw new LocalError(`The seed file ${file} cannot be used: ${problems.join('; ')}.`);
  }
  return seed;
}

function parse(given: unknown, problem: Problems): Seed {
  if (!isRecord(given)) {
    problem('it', 'must be an object with "groups" and "users"');
    return { groups: [], users: [] };
  }
  const { groups = [], users = [], ...others } = given;
  Object.keys(others).forEach((key) => problem(key, 'is not known: "groups" and "users" are'));
  if (!Array.isArray(groups) || !groups.every(isText)) problem('groups', 'must be a list of names');
  if (!Array.isArray(users)) {
    problem('users', 'must be a list');
    return { groups: [], users: [] };
  }
  const parsed = users.map((user, index) => parseUser(user, `users[${index}]`, problem));
  parsed.forEach(({ email }, index) => {
    const first = parsed.findIndex((other) => isText(email) && isText(other.email) && other.email.toLowerCase() === email.toLowerCase());
    if (first >= 0 && first < index) problem(`users[${index}].email`, `is that of users[${first}] already`);
  });
  return { groups: groups as string[], users: parsed };
}

function parseUser(given: unknown, place: string, problem: Problems): SeedUser {
  if (!isRecord(given)) {
    problem(place, 'must be an object');
    return { email: '', password: '', groups: [], attributes: {} };
  }
  for (const [key, value] of Object.entries(given)) {
    const wrong = Object.hasOwn(USER, key) ? USER[key as keyof SeedUser](value) : `is not known: ${Object.keys(USER).join(', ')} are`;
    if (wrong) problem(`${place}.${key}`, wrong);
  }
  REQUIRED.filter((key) => !Object.hasOwn(given, key)).forEach((key) => problem(`${place}.${key}`, 'is missing'));
  return { groups: [], attributes: {}, ...given } as unknown as SeedUser;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
