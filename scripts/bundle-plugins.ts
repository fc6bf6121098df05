import { dictionary } from '@zxcvbn-ts/language-common';
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone';
import type { Plugin } from 'esbuild';
import { errorCodesOf } from './error-codes';
import { baseWords } from '../lambda/lib/base-words';
import { errors, type Operation } from '../src/contract';

const resolveDir = process.cwd();

/** Serves an import that is no file from what `contents` makes. */
const virtual = (name: string, loader: 'js' | 'text', contents: () => string): Plugin => ({
  name,
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: name }));
    build.onLoad({ filter: /.*/, namespace: name }, () => ({ contents: contents(), loader, resolveDir }));
  },
});

const errorsOf = (row: Operation) => Object.fromEntries(errorCodesOf(row).map((code) => [code, errors[code]]));

const validators = (row: Operation) => {
  const all = { validatePath: row.path, validateQuery: row.query, validateBody: row.body, validateCookieModeBody: row.cookieMode?.body };
  const schemas = Object.entries(all).filter(([, schema]) => schema !== undefined);
  const ajv = new Ajv({
    allErrors: true,
    allowUnionTypes: true,
    code: { source: true, esm: true, lines: false },
    schemas: schemas.map(([name, schema]) => ({ $id: name, ...schema })),
  });
  const absent = Object.keys(all).filter((name) => !schemas.some(([present]) => present === name));
  return [
    schemas.length > 0 ? standaloneCode(ajv, Object.fromEntries(schemas.map(([name]) => [name, name]))) : '',
    ...absent.map((name) => `export const ${name} = undefined;`),
  ].join('\n');
};

/** `contract:row`: one operation's own part of the contract, its schemas compiled to code. */
export const contractRow = (row: Operation): Plugin => virtual('contract:row', 'js', () => {
  const fields = { ...row.path?.properties, ...row.query?.properties, ...row.body?.properties, ...row.cookieMode?.body?.properties };
  const descriptions = Object.fromEntries(Object.entries(fields).map(([name, { description }]) => [name, description]));
  return [
    validators(row),
    `export const operation = ${JSON.stringify(row.operation)};`,
    `export const audited = ${row.access === 'ADMINISTRATORS'};`,
    `export const registers = ${row.registers ?? false};`,
    `export const successStatus = ${row.success.status};`,
    `export const errors = ${JSON.stringify(errorsOf(row))};`,
    `export const descriptions = ${JSON.stringify(descriptions)};`,
    `export const cookieMode = ${JSON.stringify(row.cookieMode && { reads: row.cookieMode.reads, answer: row.cookieMode.answer })};`,
  ].join('\n');
});

/** `contract:common-passwords`: the words that the common passwords of zxcvbn-ts are made of. */
export const commonPasswords: Plugin = virtual('contract:common-passwords', 'text', () => {
  const words = dictionary['passwords-common'].flatMap((password) => baseWords(password).slice(0, 1));
  return [...new Set(words)].sort().join('\n');
});
