import { randomBytes } from 'node:crypto';
import type { Answer, LocalApi } from './local';
import { bearer, Person, secretOf } from './person';
import { sampleBody, sampleOf } from './samples';
import { resetCode } from './stages';
import type { Operation } from '../../src/contract';

/** What a request holds: the fields of path and body, and the token of the header. */
export type Fields = Record<string, any>;

/** How far someone has to be to do an operation, by its name: nobody yet, with a password in the mail, with a QR code, or with an authenticator app. */
const stages: Record<string, 'nobody' | 'invited' | 'halfway' | 'enrolled'> = {
  'create-user': 'nobody',
  'confirm-user': 'invited',
  'confirm-mfa': 'halfway',
  'login': 'enrolled',
  'mfa-verify': 'enrolled',
  'challenge': 'enrolled',
  'refresh-token': 'enrolled',
  'logout': 'enrolled',
  'userinfo': 'enrolled',
  'forgot-password': 'enrolled',
  'confirm-password': 'enrolled',
  'reset-password': 'enrolled',
  'change-password': 'enrolled',
  'delete-user': 'enrolled',
  'resend-confirmation-code': 'invited',
  'resend-mfa': 'enrolled',
  'reset-mfa': 'enrolled',
};

/** Of no passkey. */
const unique = () => randomBytes(24).toString('base64url');

/** Someone who can do the operation now. */
export const honestPerson = async (api: LocalApi, { operation }: Operation, password?: string): Promise<Person> => {
  const person = new Person(api);
  person.password = password ?? person.password;
  const steps = ['nobody', 'invited', 'halfway', 'enrolled'].indexOf(stages[operation]);
  if (steps < 0) {
    throw new Error(`How far someone has to be for ${operation} is not known`);
  }
  for (const step of [() => person.register(), () => person.confirm(), () => person.confirmMfa()].slice(0, steps)) {
    await step();
  }
  // Past the five minutes in which there is one mail of a kind.
  await api.advance(300);
  return person;
};

/** The value of every field with which the person's request succeeds, once. */
export const honestFields = async (api: LocalApi, person: Person, row: Operation): Promise<Fields> => {
  let session: Promise<any> | undefined;
  let tokens: Promise<any> | undefined;
  const login = () => session ??= person.login().then(({ body }) => {
    person.totpSecret = body.qr_code_secret ?? person.totpSecret;
    return body;
  });
  const signIn = () => tokens ??= person.signIn().then(({ body }) => body);
  const otp = async () => {
    await login();
    return person.otp();
  };
  const values: Record<string, () => unknown> = {
    access_token: async () => (await signIn()).access_token,
    credential: () => ({
      ...sampleOf('credential'), id: unique(), rawId: unique(), response: { clientDataJSON: unique(), authenticatorData: unique(), signature: unique() },
    }),
    email: () => person.email,
    factor: () => sampleBody(row).factor,
    full_name: () => person.name,
    mobile_phone_number: () => '+491701234567',
    new_password: () => 'Green@Lantern?Hill8',
    old_password: () => person.password,
    otp,
    otp_code: otp,
    password: () => person.password,
    refresh_token: async () => (await signIn()).refresh_token,
    temporary_password: async () => secretOf(await api.mail(person.email)),
    user_id: () => person.userId,
    verification_code: () => resetCode(api, person, row.operation === 'reset-mfa' ? 'POST /v1/resend-mfa' : 'POST /v1/forgot-password'),
    verification_session: async () => (await login()).verification_session,
    verification_type: async () => (await login()).verification_type,
  };
  const fields: Fields = {};
  for (const name of [...Object.keys({ ...row.path?.properties, ...row.body?.properties }), ...row.access === 'ANYONE' ? [] : ['access_token']]) {
    if (!(name in values)) {
      throw new Error(`What an honest ${row.operation} sends as ${name} is not known`);
    }
    fields[name] = await values[name]();
  }
  return fields;
};

/** Sends the fields to where the operation expects them. */
export const send = (api: LocalApi, routeKey: string, row: Operation, fields: Fields): Promise<Answer> => {
  const body = row.body && Object.fromEntries(Object.keys(row.body.properties).filter((name) => name in fields).map((name) => [name, fields[name]]));
  return api.call(routeKey.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(fields[name])), body, row.access === 'ANYONE' ? {} : bearer(fields.access_token));
};
