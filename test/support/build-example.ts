import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

/** Builds an example with Vite as its own package would, from the root's node_modules. */
export const buildExample = (name: string, outDir: string, env: Record<string, string>): void => {
  execFileSync(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: join(root, 'examples', name),
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
};
