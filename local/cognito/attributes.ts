import { Fault, faults, invalidParameter } from './errors';
import { Client, Pool, User } from './state';
import { userByName } from './users';

export interface AttributeType {
  Name: string;
  Value?: string;
}

// [D] OpenID Connect's own, which every pool has.
const STANDARD = [
  'address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname',
  'phone_number', 'phone_number_verified', 'picture', 'preferred_username', 'profile', 'sub', 'updated_at', 'website', 'zoneinfo',
];

interface SchemaAttribute {
  Name: string;
  AttributeDataType?: string;
  Mutable?: boolean;
  Required?: boolean;
  StringAttributeConstraints?: { MinLength?: string; MaxLength?: string };
  NumberAttributeConstraints?: { MinValue?: string; MaxValue?: string };
}

export const schemaName = (name: string) => STANDARD.includes(name) || /^(custom|dev):/.test(name) ? name : `custom:${name}`;

const schema = (pool: Pool): SchemaAttribute[] => (pool.config.Schema as SchemaAttribute[] ?? [])
  .map((attribute) => ({ ...attribute, Name: schemaName(attribute.Name) }));

export const requiredAttributes = (pool: Pool) => schema(pool).filter(({ Required }) => Required).map(({ Name }) => Name);

export const toRecord = (list: readonly AttributeType[] = []): Record<string, string> =>
  Object.fromEntries(list.map(({ Name, Value }) => [Name, Value ?? '']));

export const toList = (record: Record<string, string>): AttributeType[] =>
  Object.entries(record).map(([Name, Value]) => ({ Name, Value }));

/** Every attribute is one the pool has, and of its form [O]. */
export function checkAttributes(pool: Pool, attributes: Record<string, string>): void {
  const known = new Map(schema(pool).map((attribute) => [attribute.Name, attribute]));
  for (const [name, value] of Object.entries(attributes)) {
    if (!STANDARD.includes(name) && !known.has(name)) {
      throw invalidParameter(`Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.\n`);
    }
    if (value !== '') checkForm(name, value, known.get(name));
  }
}

function checkForm(name: string, value: string, attribute: SchemaAttribute | undefined): void {
  if (name === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value)) throw invalidParameter('Invalid email address format.');
  if (name === 'phone_number' && !/^\+[0-9]{1,15}$/.test(value)) throw invalidParameter('Invalid phone number format.');
  const { StringAttributeConstraints: text, NumberAttributeConstraints: number } = attribute ?? {};
  const refuse = (why: string) => invalidParameter(`Attributes did not conform to the schema: ${name}: ${why}\n`);
  if (value.length > Number(text?.MaxLength ?? 2048)) throw refuse(`String must be no longer than ${text?.MaxLength ?? 2048} characters`);
  if (value.length < Number(text?.MinLength ?? 0)) throw refuse(`String must be at least ${text?.MinLength} characters`);
  if (attribute?.AttributeDataType === 'Number') {
    const outside = Number(value) < Number(number?.MinValue ?? -Infinity) || Number(value) > Number(number?.MaxValue ?? Infinity);
    // [M] unverified text
    if (!/^-?[0-9]+$/.test(value) || outside) throw refuse('Attribute value is not a number in the allowed range');
  }
}

/** [D] At sign-up; an administrator may leave out required attributes. */
export function checkRequired(pool: Pool, attributes: Record<string, string>): void {
  for (const name of requiredAttributes(pool)) {
    if (!attributes[name]) throw invalidParameter(`Attributes did not conform to the schema: ${name}: The attribute is required\n`);
  }
}

// Who holds a token must not call an address verified; [M] unverified that this is the error.
const NEVER_WRITTEN_BY_CLIENTS = ['sub', 'email_verified', 'phone_number_verified'];

/** [D] A client without a list may write all; [O] the refusal does not name the attribute. */
export function checkWritable(client: Client, names: readonly string[]): void {
  const allowed = client.config.WriteAttributes as string[] | undefined;
  if (names.some((name) => NEVER_WRITTEN_BY_CLIENTS.includes(name) || (allowed?.length && !allowed.includes(name)))) {
    throw faults.unauthorizedAttribute();
  }
}

/** [O] */
export function checkMutable(pool: Pool, names: readonly string[]): void {
  const fixed = ['sub', ...schema(pool).filter(({ Mutable, Name }) => Mutable === false && !STANDARD.includes(Name)).map(({ Name }) => Name)];
  const refused = names.find((name) => fixed.includes(name));
  if (refused) throw invalidParameter(`user.${refused}: Attribute cannot be updated.\n`);
}

/** [D] What a client may see of a user, in GetUser and in the ID token; the sub always. */
export function readable(client: Client, attributes: Record<string, string>): Record<string, string> {
  const allowed = client.config.ReadAttributes as string[] | undefined;
  if (!allowed?.length) return { ...attributes };
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => name === 'sub' || allowed.includes(name)));
}

/** [O] No two users share what names them. */
export function checkAliasFree(pool: Pool, user: User | undefined, attributes: Record<string, string>): void {
  const { UsernameAttributes = [], AliasAttributes = [] } = pool.config;
  for (const name of [...UsernameAttributes, ...AliasAttributes] as string[]) {
    const value = attributes[name];
    const owner = value ? userByName(pool, value) : undefined;
    if (owner && owner !== user) throw faults.aliasExists(name);
  }
}

export function checkUsernameForm(pool: Pool, username: string): void {
  const attributes = pool.config.UsernameAttributes as string[] | undefined;
  if (!attributes?.length) {
    // [O]
    if (pool.config.AliasAttributes?.includes('email') && username.includes('@')) {
      throw invalidParameter('Username cannot be of email format, since user pool is configured for email alias.');
    }
    return;
  }
  const email = attributes.includes('email') && username.includes('@');
  const phone = attributes.includes('phone_number') && username.startsWith('+');
  if (email || phone) return;
  // [O]
  throw invalidParameter(attributes.length === 2 ? 'Username should be either an email or a phone number.'
    : attributes[0] === 'email' ? 'Username should be an email.' : 'Username should be a phone number.');
}

/** In a pool that signs in by email or phone the given name is that attribute, and the username becomes the sub. */
export function usernameAttribute(pool: Pool, username: string): 'email' | 'phone_number' | undefined {
  if (!(pool.config.UsernameAttributes as string[] | undefined)?.length) return undefined;
  return username.includes('@') ? 'email' : 'phone_number';
}

export const usernameExists = (message: string) => new Fault('UsernameExistsException', message);
