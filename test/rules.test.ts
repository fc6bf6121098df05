import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { ruleSets } from '../scripts/rules';
import { validationPage } from '../scripts/validation-page';
import { CognitoAuthApi } from '../src';
import { fillIn, ourPage, type Rule } from '../src/rule';
import type { Breaking, Examples } from './support/broken-rules/parts';
import { linesOf } from './support/problems';
import './support/template';

/** Every rule of src/ is broken here once, stands in docs/validation.md, and leads to a page. */
const root = resolve(__dirname, '..');
const sets = ruleSets();
/* eslint-disable @typescript-eslint/no-require-imports */
const folder = join(__dirname, 'support', 'broken-rules');
const files = readdirSync(folder).filter((file) => file !== 'parts.ts');
const breaking: Examples = Object.assign({}, ...files.map((file) => require(join(folder, file)).examples));
const all = sets.flatMap(({ name: set, rules }) => Object.entries(rules).map(([name, rule]) => ({ id: `${set}.${name}`, set, name, rule })));

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** What a sentence about a rule looks like, whatever was given. */
const patternOf = ({ path, allowed, advice, link }: Rule): RegExp => {
  const hole = '\0';
  const pattern = (text: string) => literally(fillIn(text, () => hole)).replaceAll(hole, '[^]*?');
  return new RegExp(`^${pattern(path)} must be ${pattern(allowed)}(?:, but is [^]+?)?\\. ${pattern(advice)} See ${literally(link)}$`);
};
const patterns = all.map(({ id, rule }) => ({ id, pattern: patternOf(rule) }));
const placeholdersOf = ({ path, allowed, advice }: Rule): string[] => {
  const names: string[] = [];
  for (const text of [path, allowed, advice]) fillIn(text, (name) => String(names.push(`{${name}}`)));
  return names;
};

/** CDK names the construct before each line of what it finds while synthesizing. */
const problemsFrom = (example: Breaking): string[] => {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'us-east-1' } });
  try {
    const props = typeof example === 'function' ? example(stack) : example;
    if (props) new CognitoAuthApi(stack, 'Auth', props);
  } catch (error) {
    return linesOf(error).map((line) => line.trim().replace(/^\[[^\]]*\] /, ''));
  }
  return [];
};

test('the rules are found at all', () => {
  expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(['tokenRules.access', 'addRouteRules.burstLimit']));
  expect(new Set(sets.map(({ name }) => name)).size).toBe(sets.length);
});

test('every rule has an example that breaks it, and every example a rule', () => {
  const examples = Object.entries(breaking).flatMap(([set, ofSet]) => Object.keys(ofSet).map((name) => `${set}.${name}`));
  const missing = all.map(({ id }) => id).filter((id) => !examples.includes(id))
    .map((id) => `${id}: add props that break it to a file of test/support/broken-rules`);
  const gone = examples.filter((id) => !all.some((rule) => rule.id === id)).map((id) => `${id}: there is no such rule; remove it from test/support/broken-rules`);
  expect([...missing, ...gone]).toEqual([]);
});

test.each(all.filter(({ set, name }) => breaking[set]?.[name]))('$id is what its example breaks', ({ id, set, name, rule }) => {
  const lines = problemsFrom(breaking[set][name])
    .map((line) => ({ line, by: patterns.filter(({ pattern }) => pattern.test(line)).map((matching) => matching.id) }));
  // Every line is about one rule; some rules can only be broken together with another.
  expect(lines.filter(({ by }) => by.length !== 1)).toEqual([]);
  const [about] = lines.filter(({ by }) => by[0] === id);
  expect(lines.map(({ by }) => by[0])).toContain(id);
  // A name that no violation fills in: give it to broken(), or write {{name}} where braces are meant.
  for (const placeholder of placeholdersOf(rule)) expect(about.line).not.toContain(placeholder);
});

test('all rules are under a name that is found: no message is made otherwise', () => {
  const strays = readdirSync(join(root, 'src')).filter((file) => file.endsWith('.ts') && file !== 'rule.ts').flatMap((file) => {
    const text = readFileSync(join(root, 'src', file), 'utf8');
    const hidden = [...text.matchAll(/^const (\w+Rules) = /gm)].map(([, name]) => `${file}: export ${name}, so that docs/validation.md shows it`);
    const inline = [...text.matchAll(/\b(?:broken|misplaced|\w+Breaks)\(\{/g)].map(() => `${file}: give the rule a name in an exported ...Rules object`);
    return [...hidden, ...inline];
  });
  expect(strays).toEqual([]);
});

test.each(all)('$id leads to a page, and in our own documentation to a place that is there', ({ rule: { link } }) => {
  expect(link).toMatch(/^https:\/\/[^\s<>]+$/);
  if (!link.startsWith(ourPage(''))) return;
  const [page, anchor] = link.slice(ourPage('').length).split('#');
  const text = readFileSync(join(root, page), 'utf8');
  if (anchor === undefined) return;
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-'));
  expect([...headings, ...[...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)]).toContain(anchor);
});

test('docs/validation.md holds them as they are (npm run docs writes it)', () => {
  expect(readFileSync(join(root, 'docs', 'validation.md'), 'utf8')).toBe(validationPage());
});
