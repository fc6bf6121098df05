import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The outputs of each bundle, as esbuild's metafile tells them. */
export type Bundles = Record<string, Record<string, { readonly inputs: Record<string, { readonly bytesInOutput: number }> }>>;

export interface ThirdParty {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** What its licence wants to be carried along. */
  readonly notices: string;
}

const PACKAGE = /^node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+(?=\/)/;

/** The list of common passwords, which bundle-plugins.ts reduces. */
const DATA = ['node_modules/@zxcvbn-ts/language-common'];

/** The packages whose code or data is in the bundles. */
export const thirdParties = (root: string, bundles: Bundles): ThirdParty[] => {
  const inputs = Object.values(bundles).flatMap((outputs) => Object.values(outputs)).flatMap((output) => Object.entries(output.inputs));
  const code = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).flatMap(([path]) => PACKAGE.exec(path)?.[0] ?? []);
  return [...new Set([...DATA, ...code])].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const files = readdirSync(join(root, folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
    return { name, version, license, notices: files.map((file) => readFileSync(join(root, folder, file), 'utf8').trim()).join('\n\n') };
  });
};

/** The text to ship: each licence once, with the packages that it is of. */
export const noticesOf = (packages: readonly ThirdParty[]): string => {
  const byText = new Map<string, ThirdParty[]>();
  packages.forEach((one) => byText.set(one.notices, [...byText.get(one.notices) ?? [], one]));
  return [...byText].map(([text, owners]) => [
    ...owners.map(({ name, version, license }) => `${name} ${version} (${license})`), '', text || 'Its package has no licence file.',
  ].join('\n')).join(`\n\n${'-'.repeat(80)}\n\n`).concat('\n');
};

/** What the last run of bundle.ts wrote. */
export const readBundles = (root: string): Bundles => {
  const file = join(root, '.cache', 'bundles.json');
  if (!existsSync(file)) {
    throw new Error('There are no bundles yet: run `npx projen bundle` first');
  }
  return JSON.parse(readFileSync(file, 'utf8'));
};
