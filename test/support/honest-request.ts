import { randomBytes } from 'node:crypto';
import { makeAdministrator } from './administrator';
import type { Answer, LocalApi } from './local';
import { newCredential, pendingCode, registeredPasskey } from './own-factors';
import { bearer, Person, secretOf } from './person';
import { pictureOf } from './pictures';
import { codeSentTo } from './profile';
import { sampleBody, sampleOf } from './samples';
import { resetCode } from './stages';
import type { ObjectSchema, Operation } from '../../src/contract';

/** What a request holds: the fields of path, query string and body, and the token of the header. */
export type Fields = Record<string, any>;

/**
 * How far someone has to be to do an operation that is not for administrators, by its name: nobody yet, with a password in the mail, with a QR code, or with an authenticator app; or with
 * the code of a sign-up in the mail.
 */
const stages: Record<string, 'nobody' | 'invited' | 'halfway' | 'enrolled' | 'signing up'> = {
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
  'sign-up': 'nobody',
  'confirm-sign-up': 'signing up',
  'resend-sign-up': 'signing up',
  'update-userinfo': 'enrolled',
  'send-attribute-code': 'enrolled',
  'verify-attribute': 'enrolled',
  'start-passkey': 'enrolled',
  'create-passkey': 'enrolled',
  'list-passkeys': 'enrolled',
  'delete-passkey': 'enrolled',
  'mfa': 'enrolled',
  'set-mfa': 'enrolled',
  'start-totp': 'enrolled',
  'verify-totp': 'enrolled',
  'sessions': 'enrolled',
  'delete-session': 'enrolled',
  'export-user': 'enrolled',
  'upload-picture': 'enrolled',
  'set-picture': 'enrolled',
  'picture': 'enrolled',
  'delete-picture': 'enrolled',
};

/** What someone has to have done besides, with the token that they send. */
const before: Record<string, (api: LocalApi, person: Person, token: string) => Promise<unknown>> = {
  'set-picture': (api, person, token) => pictureOf(api, person.userId, token).upload(),
  'picture': async (api, person, token) => {
    await pictureOf(api, person.userId, token).upload();
    await pictureOf(api, person.userId, token).set();
  },
};

/** Of no passkey. */
const unique = () => randomBytes(24).toString('base64url');

/** Someone who can do the operation now. */
export const honestPerson = async (api: LocalApi, { operation, access }: Operation, password?: string): Promise<Person> => {
  const person = new Person(api);
  person.password = password ?? person.password;
  const ways: Record<string, (() => Promise<unknown>)[]> = {
    'nobody': [],
    'invited': [() => person.register()],
    'halfway': [() => person.register(), () => person.confirm()],
    'enrolled': [() => person.enrol()],
    'signing up': [() => person.signUp()],
  };
  const stage = access === 'ADMINISTRATORS' ? 'enrolled' : stages[operation];
  if (!ways[stage]) {
    throw new Error(`How far someone has to be for ${operation} is not known`);
  }
  for (const step of ways[stage]) {
    await step();
  }
  if (access === 'ADMINISTRATORS') {
    await makeAdministrator(api, person);
  }
  // Past the five minutes in which there is one mail of a kind.
  await api.advance(300);
  return person;
};

/** The id of a session of theirs beside that of the token. */
const otherSession = async (api: LocalApi, token: string): Promise<string> => {
  const { body: { sessions } } = await api.call('GET /v1/sessions', undefined, bearer(token));
  return sessions.find(({ current }: any) => !current).session_id;
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
  const token = async () => (await signIn()).access_token;
  /** For the number that they have registered with, which is still to be proven. */
  const textedCode = async () => {
    await api.call('POST /v1/userinfo/verify', { attribute: 'PHONE' }, bearer(await token()));
    return codeSentTo(api, '+491701234567');
  };
  const mailedCode = () => resetCode(api, person, row.operation === 'reset-mfa' ? 'POST /v1/resend-mfa' : 'POST /v1/forgot-password');
  const values: Record<string, () => unknown> = {
    access_token: token,
    attribute: () => 'PHONE',
    content_type: () => 'image/png',
    credential: async () => row.feature === 'PASSKEY' ? newCredential(api, await token()) : {
      ...sampleOf('credential'), id: unique(), rawId: unique(), response: { clientDataJSON: unique(), authenticatorData: unique(), signature: unique() },
    },
    credential_id: async () => registeredPasskey(api, await token()),
    email: () => row.operation === 'admin-create-user' ? new Person(api).email : person.email,
    email_mfa: () => undefined,
    factor: () => sampleBody(row).factor,
    family_name: () => 'Byron',
    full_name: () => person.name,
    given_name: () => 'Ada',
    group: () => 'admins',
    limit: () => '10',
    locale: () => 'en',
    mobile_phone_number: () => '+491701234567',
    next: () => undefined,
    new_password: () => 'Green@Lantern?Hill8',
    old_password: () => person.password,
    otp,
    otp_code: async () => row.operation === 'verify-totp' ? pendingCode(api, await token()) : otp(),
    passkey_mfa: () => false,
    password: () => person.password,
    preferred_mfa: () => 'SOFTWARE_TOKEN_MFA',
    refresh_token: async () => (await signIn()).refresh_token,
    scope: () => 'DEVICE',
    search: () => person.email,
    search_by: () => 'EMAIL',
    session_id: async () => {
      await person.signIn();
      return otherSession(api, (await signIn()).access_token);
    },
    sms_mfa: () => undefined,
    software_token_mfa: () => true,
    temporary_password: async () => secretOf(await api.mail(person.email)),
    user_id: async () => row.access === 'ADMINISTRATORS' ? (await new Person(api).enrol()).sub : person.userId,
    verification_code: async () => {
      switch (row.operation) {
        case 'confirm-sign-up': return secretOf(await api.mail(person.email));
        case 'verify-attribute': return textedCode();
        default: return mailedCode();
      }
    },
    verification_session: async () => (await login()).verification_session,
    verification_type: async () => (await login()).verification_type,
  };
  const fields: Fields = {};
  for (const name of [...Object.keys({ ...row.path?.properties, ...row.query?.properties, ...row.body?.properties }), ...row.access === 'ANYONE' ? [] : ['access_token']]) {
    if (!(name in values)) {
      throw new Error(`What an honest ${row.operation} sends as ${name} is not known`);
    }
    const value = await values[name]();
    // A factor that the stack does not offer.
    if (value !== undefined) {
      fields[name] = value;
    }
  }
  await before[row.operation]?.(api, person, fields.access_token);
  return fields;
};

/** Sends the fields to where the operation expects them. */
export const send = (api: LocalApi, routeKey: string, row: Operation, fields: Fields): Promise<Answer> => {
  const of = ({ properties }: ObjectSchema) =>
    Object.fromEntries(Object.keys(properties).filter((name) => name in fields).map((name) => [name, fields[name]]));
  const path = routeKey.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(fields[name]));
  return api.call(row.query ? `${path}?${new URLSearchParams(of(row.query))}` : path, row.body && of(row.body), row.access === 'ANYONE' ? {} : bearer(fields.access_token));
};
