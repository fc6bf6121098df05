import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const VARIABLE = 'DEFAULT_STACK';

/** The folder of the default stack, synthesized once for all tests of a run by global-setup.ts. */
export const defaultStack = (): string => process.env[VARIABLE]!;

export const setDefaultStack = (folder: string) => {
  process.env[VARIABLE] = folder;
};

export const defaultTemplate = (): any => JSON.parse(readFileSync(join(defaultStack(), 'Demo.template.json'), 'utf8'));
