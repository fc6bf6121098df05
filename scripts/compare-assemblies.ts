import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const templatesOf = (folder: string): Map<string, any> => new Map(readdirSync(folder).filter((file) => file.endsWith('.template.json')).sort()
  .map((file) => [file.replace('.template.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8'))]));

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const show = (value: unknown): string => {
  const text = value === undefined ? 'left out' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
};

/** Where two values differ, by path. The order of members means nothing to CloudFormation, that of a list does. */
export const differences = (expected: unknown, actual: unknown, path: string): string[] => {
  if (!isObject(expected) || !isObject(actual) || Array.isArray(expected) !== Array.isArray(actual)) {
    return Object.is(expected, actual) ? [] : [`${path} is ${show(actual)}, and should be ${show(expected)}`];
  }
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort()
    .flatMap((name) => differences(expected[name], actual[name], `${path}/${name}`));
};

/** Compares all templates of two assemblies with nothing masked: hashes of assets count, too. Answers what was compared, and throws where something differs. */
export const compareAssemblies = (expected: string, actual: string): string => {
  const [one, other] = [templatesOf(expected), templatesOf(actual)];
  if (one.size === 0) throw new Error(`There is no template in ${expected}`);
  const found = differences(Object.fromEntries(one), Object.fromEntries(other), '').map((line) => line.slice(1));
  if (found.length > 0) {
    throw new Error([`${found.length} differences:`, ...found.slice(0, 20)].join('\n  '));
  }
  const count = (section: string) => [...one.values()].reduce((sum, template) => sum + Object.keys(template[section] ?? {}).length, 0);
  const hashes = new Set([...one.values()].flatMap((template) => JSON.stringify(template).match(/[0-9a-f]{64}/g) ?? []));
  return `${count('Resources')} resources, ${count('Outputs')} outputs, ${hashes.size} asset hashes, the same`;
};
