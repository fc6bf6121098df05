import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { apiPage } from '../../scripts/api-page/page';
import { errorCodesOf } from '../../scripts/error-codes';
import { errorPage } from '../../scripts/error-page';
import { openApiDocument } from '../../scripts/openapi/document';
import { ADMINISTRATORS_JOURNEY, FURTHER_JOURNEY, JOURNEY, postmanCollection } from '../../scripts/postman/collection';
import { errors, operations, type ErrorCode, type Operation } from '../../src/contract';

/** The documents are made of the contract, and what is committed is what would be made now. */
const docs = resolve(__dirname, '..', '..', 'docs');
const committed = (file: string) => readFileSync(join(docs, file), 'utf8');
const rows = Object.entries<Operation>(operations);
const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

test.each([
  ['openapi.json', () => json(openApiDocument())],
  ['postman.json', () => json(postmanCollection())],
  ['api.html', apiPage],
  ['errors.md', errorPage],
])('docs/%s is fresh (npm run docs writes it)', (file, made) => {
  expect(committed(file) === made()).toBe(true);
});

describe('docs/postman.json', () => {
  const { item } = JSON.parse(committed('postman.json'));
  const folder = (name: string) => item.find((one: any) => one.name === name).item;
  const routesOf = (items: any[]) => items.map(({ request }) => `${request.method} /${request.url.path.join('/').replace(/\{\{(\w+)\}\}/g, '{$1}')}`);

  test('has a request of every operation, by its feature', () => {
    const single = item.slice(3).flatMap((one: any) => one.item.map(({ name }: any) => name));
    expect(single.sort()).toEqual(rows.map(([routeKey]) => routeKey).sort());
  });

  test('goes through every operation in one of its journeys, and through those of the default API in the first', () => {
    const steps = (name: string) => routesOf(folder(name)).map((route) => route.replace('{current_session_id}', '{session_id}').replace('/AAAA', '/{credential_id}'));
    const isDefault = ([, { feature }]: [string, Operation]) => feature === 'ALWAYS' || feature === 'MFA_REQUIRED';
    expect(steps(JOURNEY)).toEqual(expect.arrayContaining(rows.filter(isDefault).map(([routeKey]) => routeKey)));
    expect(steps(FURTHER_JOURNEY)).toEqual(expect.arrayContaining(rows.filter((row) => !isDefault(row)).map(([routeKey]) => routeKey)));
  });

  test('has an administrator do with success whatever only administrators may', () => {
    const done = folder(ADMINISTRATORS_JOURNEY).filter(({ event }: any) => JSON.stringify(event).includes('is what the contract says'));
    expect(routesOf(done)).toEqual(expect.arrayContaining(rows.filter(([, { access }]) => access === 'ADMINISTRATORS').map(([routeKey]) => routeKey)));
  });
});

test('docs/errors.md says of every code that an operation answers what it means, what to do, and who answers it', () => {
  const page = committed('errors.md');
  const answered = new Set(rows.flatMap(([, row]) => errorCodesOf(row)));
  const headings = [...page.matchAll(/^### ([A-Z_]+)$/gm)].map(([, code]) => code);
  expect(headings.sort()).toEqual([...answered].sort());
  for (const code of answered) {
    const [, section] = page.split(`### ${code}\n`);
    const [text] = section.split('\n### ');
    expect(text).toContain(`${errors[code as ErrorCode].status}: "${errors[code as ErrorCode].message}"`);
    expect([...text.matchAll(/\*\*(.+?)\*\*/g)].map(([, title]) => title))
      .toEqual(['What it means.', 'What the person can do.', 'What the client does.', 'Answered by']);
  }
});
