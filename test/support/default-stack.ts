import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the default stack, synthesized once for all tests of a run by global-setup.ts. */
export const defaultStack = (): string => process.env.DEFAULT_STACK!;

/** The same for a stack with every operation of the contract. */
export const fullStack = (): string => process.env.FULL_STACK!;

export const setStacks = (defaultFolder: string, fullFolder: string) => {
  process.env.DEFAULT_STACK = defaultFolder;
  process.env.FULL_STACK = fullFolder;
};

const templateIn = (folder: string): any => JSON.parse(readFileSync(join(folder, 'Demo.template.json'), 'utf8'));

export const defaultTemplate = (): any => templateIn(defaultStack());
export const fullTemplate = (): any => templateIn(fullStack());
