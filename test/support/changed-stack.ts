import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultStack } from './default-stack';
import { LocalApi } from './local';
import type { Environment } from '../../src/contract';

type Change = (template: Record<'Resources' | 'Outputs', Record<string, any>>, folder: string) => void;

/** A stack, the default one, with its template changed, in a folder of its own: CDK need not be loaded for it. */
export const changedStack = (change: Change, original = defaultStack()): string => {
  const folder = mkdtempSync(join(tmpdir(), 'changed-stack-'));
  cpSync(original, folder, { recursive: true });
  const file = join(folder, 'Demo.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8'));
  change(template, folder);
  writeFileSync(file, JSON.stringify(template));
  return folder;
};

/** Runs the default stack, or another one, with other values of variables that its functions have. */
export const withEnvironment = async (
  variables: Partial<Environment>, use: (api: LocalApi) => Promise<void>, stack = defaultStack(),
): Promise<void> => {
  const folder = changedStack(({ Resources }) => {
    for (const { Properties } of Object.values(Resources)) {
      const present = Properties?.Environment?.Variables ?? {};
      Object.assign(present, Object.fromEntries(Object.entries(variables).filter(([name]) => name in present)));
    }
  }, stack);
  const api = await LocalApi.start(folder);
  try {
    await use(api);
  } finally {
    await api.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
