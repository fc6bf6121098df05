import type { Role } from './role';
import { ADMINISTRATORS_GROUP } from '../../src/contract';
import { makeAdministrator } from '../../test/support/administrator';
import type { LocalApi } from '../../test/support/local';
import { newCredential, registeredPasskey } from '../../test/support/own-factors';
import { bearer, Person, secretOf } from '../../test/support/person';
import { sampleOf } from '../../test/support/samples';

const OTHER_PASSWORD = 'Quiet#Harbour-77';

const ok = async (answer: ReturnType<LocalApi['call']>): Promise<any> => {
  const { status, body } = await answer;
  if (status >= 300) {
    throw new Error(`The cast cannot be made: ${status} ${JSON.stringify(body)}`);
  }
  return body;
};

/** What the person has registered, and what registers another one. */
interface Passkeys {
  readonly credential: object;
  readonly id: string;
}

/** `subject` is whom an administrator manages. */
const roleOf = (
  person: Person, temporary: string, otp: string, secrets: Record<string, string> = {}, passkeys: readonly Passkeys[] = [], subject?: string,
): Role => {
  const own = [person.userId, person.sub || person.userId].flatMap((id) => [id, id.toUpperCase()]);
  const passwords = [person.password, OTHER_PASSWORD, temporary];
  const { access_token = 'a.b.c', refresh_token = 'abc', id_token, verification_session = 'AAAA', verification_code = '123456', session_id = 'tkn0123456789abcdefghijklmno' } = secrets;
  return {
    fields: {
      content_type: ['image/png', 'image/webp'],
      email: [person.email, person.email.toUpperCase(), ...own],
      group: [ADMINISTRATORS_GROUP, 'nobodys'],
      limit: ['10', '1', '60'],
      next: ['AAAA'],
      search: [person.email, person.name, '"', 'x'],
      search_by: ['EMAIL', 'NAME', 'PHONE', 'STATUS', 'USER_ID'],
      user_id: [...subject ? [subject] : [], ...own],
      full_name: [person.name],
      given_name: [person.name],
      family_name: [person.name],
      locale: ['en', 'de-AT'],
      attribute: ['EMAIL', 'PHONE'],
      mobile_phone_number: ['+491701234567'],
      password: passwords,
      old_password: passwords,
      new_password: [OTHER_PASSWORD, person.password],
      temporary_password: [temporary, ...passwords],
      otp: [otp, '123456'],
      otp_code: [otp, '123456'],
      verification_code: [verification_code, '123456'],
      verification_session: [verification_session],
      verification_type: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'MFA_SETUP', 'NEW_PASSWORD_REQUIRED', 'SELECT_MFA_TYPE', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'],
      credential: [...passkeys.map(({ credential }) => credential), sampleOf('credential')],
      credential_id: [...passkeys.map(({ id }) => id), 'AAAA'],
      preferred_mfa: ['SOFTWARE_TOKEN_MFA', 'NONE', 'SMS_MFA', 'EMAIL_OTP'],
      software_token_mfa: [true, false],
      sms_mfa: [false, true],
      email_mfa: [false, true],
      passkey_mfa: [true, false],
      factor: ['PASSWORD', 'SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'],
      access_token: [access_token],
      refresh_token: [refresh_token],
      scope: ['EVERYWHERE', 'DEVICE'],
      session_id: [session_id],
    },
    idTokens: id_token ? [id_token] : [],
    accessTokens: id_token ? [access_token] : [],
    isAdministrator: subject !== undefined,
  };
};

const verify = async (api: LocalApi, person: Person): Promise<any> => {
  const { verification_session, verification_type } = await ok(person.login());
  return ok(api.call('POST /v1/mfa-verify', { email: person.email, verification_type, verification_session, otp_code: await person.shownCode() }));
};

/** The id of a session of theirs beside that of the token. */
const otherSession = async (api: LocalApi, token: string): Promise<string> => {
  const { sessions } = await ok(api.call('GET /v1/sessions', undefined, bearer(token)));
  return sessions.find(({ current }: any) => !current).session_id;
};

/** Some at a time: each one more would start another thread of the function. */
const WIDTH = 4;

const each = async <Item, Result>(items: readonly Item[], step: (item: Item, index: number) => Promise<Result>): Promise<Result[]> => {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += WIDTH) {
    results.push(...await Promise.all(items.slice(start, start + WIDTH).map((item, index) => step(item, start + index))));
  }
  return results;
};

/**
 * People for each of `count` streams of requests: two signed in, the second an administrator, one invited, one whose authenticator app waits for its
 * first code, and one who signs up. They are made step by step together, so that the clock, which each needs moved, is moved once for all.
 */
export const makeCast = async (api: LocalApi, count: number): Promise<Role[][]> => {
  const people = () => Array.from({ length: count }, () => new Person(api));
  const [invited, pending, members, administrators, newcomers] = [people(), people(), people(), people(), people()];
  const enrolled = [...members, ...administrators];
  const all = [...invited, ...pending, ...enrolled];
  await each(all, (person) => ok(person.register()));
  const temporary = new Map(await each(all, async (person) => [person, secretOf(await api.mail(person.email))] as const));
  await each([...pending, ...enrolled], (person) => ok(person.confirm()));
  await each(enrolled, async (person) => ok(api.call(`POST /v1/users/${person.userId}/confirm-mfa`, { email: person.email, otp: await person.shownCode() })));
  await each(administrators, (person) => makeAdministrator(api, person));
  await api.advance(30);
  await each(enrolled, (person) => verify(api, person));
  await api.advance(30);
  const tokens = await each(enrolled, (person) => verify(api, person));
  await api.advance(30);
  const sessionIds = await each(tokens, ({ access_token }) => otherSession(api, access_token));
  const signedIn = await each(enrolled, async (person, index) => {
    await ok(api.call('POST /v1/forgot-password', { email: person.email }));
    const verification_code = secretOf(await api.mail(person.email));
    const { verification_session } = await ok(person.login());
    const { access_token } = tokens[index];
    const passkey = { id: await registeredPasskey(api, access_token), credential: await newCredential(api, access_token) };
    const secrets = { ...tokens[index], verification_code, verification_session, session_id: sessionIds[index] };
    const subject = index < count ? undefined : pending[index - count].sub;
    return roleOf(person, temporary.get(person)!, await person.shownCode(), secrets, [passkey], subject);
  });
  const waiting = await each(pending, async (person) => {
    const { qr_code_secret, verification_session } = await ok(person.login());
    person.totpSecret = qr_code_secret;
    return roleOf(person, temporary.get(person)!, await person.shownCode(), { verification_session });
  });
  const signingUp = await each(newcomers, async (person) => {
    await ok(person.signUp());
    return roleOf(person, 'x', '123456', { verification_code: secretOf(await api.mail(person.email)) });
  });
  return invited.map((person, index) =>
    [signedIn[index], signedIn[count + index], roleOf(person, temporary.get(person)!, '123456'), waiting[index], signingUp[index]]);
};
