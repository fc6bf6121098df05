/* What the app can say before it asks the API, which has the last word. Each answers what is wrong, in words, or undefined. */

export const email = (value: string): string | undefined =>
  value === '' ? 'Please enter your email address.'
    : /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(value) ? undefined : 'This is not an email address yet, such as ada@example.com.';

export const phone = (value: string): string | undefined =>
  value === '' ? 'Please enter your phone number.'
    : /^\+[0-9]{1,14}$/.test(value) ? undefined
      : value.startsWith('+') ? 'After the + there are only digits, 14 at most.' : 'Begin with + and the country code, such as +49 for Germany.';

export const given = (what: string) => (value: string): string | undefined => value.trim() === '' ? `Please enter ${what}.` : undefined;

export const digits = (...lengths: number[]) => (value: string): string | undefined =>
  /^[0-9]*$/.test(value) && lengths.includes(value.length) ? undefined : `The code has ${lengths.join(' or ')} digits.`;

export const locale = (value: string): string | undefined =>
  value === '' || /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(value) ? undefined : 'This is a language such as en, or de-AT.';

/** The pool's policy. */
export const passwordRules: readonly { readonly text: string; readonly isMet: (password: string) => boolean }[] = [
  { text: 'at least 14 characters', isMet: (password) => password.length >= 14 },
  { text: 'a lower-case letter', isMet: (password) => /[a-z]/.test(password) },
  { text: 'an upper-case letter', isMet: (password) => /[A-Z]/.test(password) },
  { text: 'a digit', isMet: (password) => /[0-9]/.test(password) },
  { text: 'a symbol, like !', isMet: (password) => /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+ -]/.test(password) },
];

export const newPassword = (value: string): string | undefined => {
  if (value === '') return 'Please choose a password.';
  const missing = passwordRules.filter(({ isMet }) => !isMet(value)).map(({ text }) => text);
  if (missing.length > 0) return `Still needed: ${missing.join(', ')}.`;
  return value.trim() === value ? undefined : 'A password neither starts nor ends with a space.';
};
