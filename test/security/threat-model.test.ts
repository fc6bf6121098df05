import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
const model = readFileSync(join(root, 'docs', 'threat-model.md'), 'utf8');
const named = [...new Set([...model.matchAll(/`((?:test|scripts)\/[^`]+)`/g)].map(([, path]) => path))].filter((path) => path !== 'test/security');
const ours = readdirSync(__dirname).filter((file) => file.endsWith('.test.ts')).map((file) => `test/security/${file}`);

test.each(named)('%s, which the threat model names, is there', (path) => {
  expect(existsSync(join(root, path))).toBe(true);
});

test.each(ours)('%s stands in the threat model', (path) => {
  expect(named).toContain(path);
});

test('each hole of the original has a test of its own', () => {
  const holes = ours.map((path) => /\/hole-(\d\d)-/.exec(path)?.[1]).filter((number) => number !== undefined);
  expect(holes).toEqual(Array.from({ length: 23 }, (_, index) => String(index + 1).padStart(2, '0')));
});
