import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Rule } from '../src/rule';

/** The rules of one noun: an exported object of src/ whose name ends in "Rules". */
export interface RuleSet {
  /** `tokenRules` */
  readonly name: string;
  /** The comment above it, if there is one. */
  readonly about?: string;
  readonly rules: { readonly [name: string]: Rule };
}

const src = resolve(__dirname, '..', 'src');
const DECLARATION = /(?:\/\*\* ([^\n]*) \*\/\n)?export const (\w+Rules) = (?!\()/g;

const setsOf = (file: string): RuleSet[] => {
  const found = [...readFileSync(join(src, file), 'utf8').matchAll(DECLARATION)];
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const module = found.length > 0 ? require(join(src, file)) : {};
  return found.map(([, about, name]) => ({ name, about, rules: module[name] }));
};

/** All of them, by name. There is no list to keep: what is exported under such a name counts. */
export const ruleSets = (): RuleSet[] => readdirSync(src).filter((file) => file.endsWith('.ts')).flatMap(setsOf)
  .sort((one, other) => one.name.localeCompare(other.name, 'en'));
