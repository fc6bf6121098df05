import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { maskTemplate } from '../../snapshot';
import { stateful } from '../../test/support/stateful';
import { lockedStacks, stackNames, type LockedStack, type Resources } from '../../test/support/templates';

/** What test/baseline/stacks.json keeps of the last release: the resources that hold something, with all their properties. */
export interface StackBaseline {
  /** The release, or `unreleased` before the first one. */
  readonly version: string;
  readonly stacks: Readonly<Record<LockedStack, Resources>>;
}

const file = (root: string) => join(root, 'test', 'baseline', 'stacks.json');

export const readStackBaseline = (root: string): StackBaseline => JSON.parse(readFileSync(file(root), 'utf8'));

/** Of a template's resources, those that hold something. */
export const holding = (resources: Resources): Resources => maskTemplate(Object.fromEntries(Object.entries(resources)
  .filter(([, { Type }]) => Type in stateful)
  .map(([id, { Type, DeletionPolicy, UpdateReplacePolicy, Properties }]) => [id, { Type, DeletionPolicy, UpdateReplacePolicy, Properties }])));

export const keepStacks = (root: string, version: string): void => {
  const stacks = Object.fromEntries(stackNames.map((name) => [name, holding(lockedStacks[name]())]));
  writeFileSync(file(root), `${JSON.stringify({ version, stacks }, undefined, 2)}\n`);
};
