import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The default stack, synthesized once for all tests by global-setup.ts. */
export const DEFAULT_STACK = resolve(__dirname, '..', '..', '.cache', 'default-stack');

export const defaultTemplate = (): any => JSON.parse(readFileSync(join(DEFAULT_STACK, 'Demo.template.json'), 'utf8'));
