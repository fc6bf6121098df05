import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { boundaries, imports, sources } from '../scripts/boundaries';

/** Who may import whom. What a folder may not reach, it cannot come to depend on. */
const root = resolve(__dirname, '..');

test.each(boundaries.map((boundary) => [...boundary] as const))('%s: %s', (folder, _, allowed) => {
  const offences = sources(folder).flatMap((file) => imports(file).filter((name) => !allowed(name)).map((name) => `${file} imports ${name}`));
  expect(offences).toEqual([]);
});

test('of the contract, nothing is carried by the client but its types', () => {
  const lines = sources('client/src').flatMap((file) => readFileSync(join(root, file), 'utf8').split('\n').filter((line) => line.includes('src/contract\'')));
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => !line.startsWith('import type '))).toEqual([]);
});

test('the imports are found at all', () => {
  expect(imports('lambda/login.ts')).toEqual(expect.arrayContaining(['lambda/lib/operation', 'lambda/lib/first-factor']));
  expect(imports('lambda/lib/next-step.ts')).toEqual(expect.arrayContaining(['lambda/lib/tokens', 'lambda/lib/enrolment']));
});
