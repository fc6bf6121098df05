import type { ObjectSchema, Operation } from '../../src/contract';

/** A value of each field that meets its schema, and means nothing. */
const valid: Record<string, any> = {
  access_token: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.x',
  content_type: 'image/png',
  attribute: 'EMAIL',
  // A registration and an assertion in one: members that a schema does not name are let through.
  credential: {
    id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: { clientDataJSON: 'e30', attestationObject: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
  },
  credential_id: 'AAAA',
  email: 'nobody@example.com',
  email_mfa: false,
  factor: 'PASSWORD',
  family_name: 'Body',
  full_name: 'Nobody',
  given_name: 'No',
  group: 'admins',
  limit: '10',
  locale: 'de-AT',
  mobile_phone_number: '+491700000000',
  next: 'AAAA',
  new_password: 'Tr0ubled&Waters-9',
  old_password: 'Tr0ubled&Waters-8',
  otp: '123456',
  otp_code: '123456',
  passkey_mfa: false,
  password: 'Tr0ubled&Waters-8',
  preferred_mfa: 'NONE',
  refresh_token: 'abc.def',
  scope: 'EVERYWHERE',
  search: 'no',
  search_by: 'EMAIL',
  session_id: 'tkn0123456789abcdefghijklmno',
  sms_mfa: false,
  software_token_mfa: false,
  temporary_password: 'Tr0ubled&Waters-8',
  user_id: '01234567-89ab-cdef-0123-456789abcdef',
  verification_code: '123456',
  verification_session: 'AAAA',
  verification_type: 'SOFTWARE_TOKEN_MFA',
};

/** A value that meets the schema of a field that has this name. */
export const sampleOf = (field: string): any => valid[field];

const sample = (schema: ObjectSchema | undefined) => Object.fromEntries(Object.entries(schema?.properties ?? {}).map(([field, { enum: words }]) => {
  if (!(field in valid)) {
    throw new Error(`No sample of ${field}`);
  }
  // A name may stand for other words in another operation.
  return [field, words?.includes(valid[field]) === false ? words[0] : valid[field]];
}));

/** The route with its path parameters filled in: `POST /v1/users/0123.../confirm`. */
export const sampleRoute = (routeKey: string): string => routeKey.replace(/\{(\w+)\}/g, (_, name) => valid[name]);

/** The route with its query string: every field of it. */
export const sampleAddress = (routeKey: string, { query }: Operation): string =>
  sampleRoute(routeKey) + (query ? `?${new URLSearchParams(sample(query))}` : '');

/** A body with every field that the operation takes. */
export const sampleBody = (row: Operation): Record<string, any> => sample(row.body);
