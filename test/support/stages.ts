import type { LocalApi } from './local';
import { Person, secretOf } from './person';

/** Someone with a temporary password in the mail. */
export const invited = async (api: LocalApi, name?: string): Promise<Person> => {
  const person = new Person(api, name);
  await person.register();
  return person;
};

/** Someone with a password of their own and a QR code that is not confirmed yet. */
export const halfway = async (api: LocalApi, name?: string): Promise<Person> => {
  const person = await invited(api, name);
  await person.confirm();
  return person;
};

/** Asks for a code that resets the password or the second factor, and reads it in the mail. */
export const resetCode = async (api: LocalApi, { email }: Person, route: 'POST /v1/forgot-password' | 'POST /v1/resend-mfa'): Promise<string> => {
  const before = (await api.mails(email)).length;
  await api.call(route, { email });
  const [mail] = (await api.mails(email)).slice(before);
  if (!mail) {
    throw new Error(`${route} sent no mail`);
  }
  return secretOf(mail);
};

/** Six digits that are not these. */
export const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
