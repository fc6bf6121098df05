import { ORIGIN_SECRET_HEADER, REFRESH_TOKEN_COOKIE, type ObjectSchema, type Operation } from '../../src/contract';

const digits = (number: number) => String(130_000 + 7_919 * number).slice(-6);
const password = (tag: string) => `Planted&${tag}-7Qz`;

/** A value of each field that meets its schema, and that no other request has: wherever it turns up, it came from there. */
const values: Record<string, (tag: string, number: number) => any> = {
  access_token: (tag) => `planted_${tag}.planted.signature`,
  attribute: () => 'EMAIL',
  content_type: () => 'image/webp',
  credential: (tag) => ({
    id: `planted_${tag}`, rawId: `planted_${tag}`, type: 'public-key',
    response: {
      clientDataJSON: `planted_data_${tag}`, attestationObject: `planted_object_${tag}`,
      authenticatorData: `planted_authenticator_${tag}`, signature: `planted_signature_${tag}`,
    },
  }),
  credential_id: (tag) => `planted_${tag}`,
  email: (tag) => `planted-${tag}@example.com`,
  email_mfa: () => false,
  factor: () => 'PASSWORD',
  family_name: (tag) => `Planted Family ${tag}`,
  full_name: (tag) => `Planted Name ${tag}`,
  group: (tag) => `planted_group_${tag}`,
  given_name: (tag) => `Planted Given ${tag}`,
  limit: () => '10',
  locale: () => 'de-AT',
  mobile_phone_number: (_, number) => `+4917${digits(number)}`,
  new_password: password,
  next: (tag) => `planted_next_${tag}`,
  old_password: password,
  otp: (_, number) => digits(number),
  otp_code: (_, number) => digits(number),
  passkey_mfa: () => false,
  password,
  preferred_mfa: () => 'NONE',
  refresh_token: (tag) => `planted.refresh.${tag}`,
  search: (tag) => `planted-${tag}`,
  search_by: () => 'EMAIL',
  scope: () => 'EVERYWHERE',
  session_id: (_, number) => `tkn${String(number).padStart(25, '0')}`,
  sms_mfa: () => false,
  software_token_mfa: () => false,
  temporary_password: password,
  user_id: (_, number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  verification_code: (_, number) => digits(number),
  verification_session: (tag) => `planted_session_${tag}`,
  verification_type: () => 'SOFTWARE_TOKEN_MFA',
};

let count = 0;
const fill = (schema: ObjectSchema | undefined, valueOf: (field: string, tag: string, number: number, words?: readonly string[]) => any) =>
  Object.fromEntries(Object.entries(schema?.properties ?? {}).map(([field, { enum: words }]) => {
    const number = ++count;
    return [field, valueOf(field, `${field.replace(/_/g, '-')}-${number}`, number, words)];
  }));

const valid = (field: string, tag: string, number: number, words?: readonly string[]): any => {
  if (!(field in values)) {
    throw new Error(`Nothing to plant in ${field}`);
  }
  const value = values[field](tag, number);
  // A name may stand for other words in another operation.
  return words?.includes(value) === false ? words[0] : value;
};
/** The bell makes it no value of any field. */
const broken = (_: string, tag: string) => `planted-broken-${tag}\u0007`;

/** A request with something planted in every field: well-formed, or none of it valid and one field too many. */
export const plantedRequest = (routeKey: string, row: Operation, well = true) => {
  const path = fill(row.path, valid);
  const query = row.query && new URLSearchParams(fill(row.query, well ? valid : broken));
  const body = fill(row.body, well ? valid : broken);
  return {
    route: routeKey.replace(/\{(\w+)\}/g, (_, name) => path[name]) + (query ? `?${query}` : ''),
    body: row.body && (well ? body : { ...body, [`planted_name_${count}`]: `planted-extra-${count}` }),
  };
};

/** Every header that carries a secret to some stack of ours, each with one that is planted. */
export const plantedHeaders = (): Record<string, string> => {
  const number = ++count;
  return {
    'authorization': `Bearer planted_authorization_${number}.planted.signature`,
    'cookie': `${REFRESH_TOKEN_COOKIE}=planted-cookie-${number}`,
    'x-api-key': `planted-api-key-${number}`,
    [ORIGIN_SECRET_HEADER]: `planted-origin-${number}`,
  };
};
