import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { httpErrorOf } from '../../lambda/lib/aws-errors';
import { operationsByCall, quotaPage } from '../../scripts/quota-page';
import { categories, quotaGroups, UNCATEGORIZED } from '../../scripts/quotas';
import { errors } from '../../src/contract';

/** docs/quotas.md knows every call that we make, and says what a person really sees. */
const page = readFileSync(resolve(__dirname, '..', '..', 'docs', 'quotas.md'), 'utf8');

test('it is fresh (npm run docs writes it)', () => {
  expect(page === quotaPage()).toBe(true);
});

test('every call to Cognito is of one category, or said to be of none', () => {
  const known = [...categories.flatMap(({ calls }) => calls), ...UNCATEGORIZED];
  expect(new Set(known).size).toBe(known.length);
  expect([...operationsByCall().keys()].filter((call) => !known.includes(call))).toEqual([]);
  expect(UNCATEGORIZED.filter((call) => !operationsByCall().has(call))).toEqual([]);
});

test('login and mfa-verify sign in, userinfo reads a person, delete-user writes one', () => {
  const by = operationsByCall();
  const operationsOf = (name: string) => categories.find((category) => category.name === name)!.calls.flatMap((call) => by.get(call) ?? []);
  expect(operationsOf('UserAuthentication')).toEqual(expect.arrayContaining(['login', 'mfa-verify', 'refresh-token']));
  expect(operationsOf('UserRead')).toContain('userinfo');
  expect(operationsOf('UserUpdate')).toContain('delete-user');
});

test('every number has a source, or says that there is none', () => {
  const quotas = quotaGroups({ throttled: '', unavailable: '', credential: '', other: '' }).flatMap((group) => group.quotas);
  expect(quotas.filter(({ limit, source }) => !source && limit !== 'not looked up').map(({ what }) => what)).toEqual([]);
  expect(quotas.filter(({ source }) => source?.startsWith('http') && !/^https:\/\/docs\.aws\.amazon\.com\//.test(source)).map(({ what }) => what)).toEqual([]);
});

test.each(['TooManyRequestsException', 'LimitExceededException', 'ThrottlingException'])('what it says of throttling is what %s is answered', (name) => {
  const { code, retryAfter } = httpErrorOf(Object.assign(new Error(), { name }))!;
  expect(page).toContain(`${errors[code].status} \`${code}\`, \`Retry-After: ${retryAfter}\``);
});

test('README links to it', () => {
  expect(readFileSync(join(resolve(__dirname, '..', '..'), 'README.md'), 'utf8')).toContain('(docs/quotas.md)');
});
