import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
const cache = join(root, '.cache');

export const VITE = join(root, 'node_modules', 'vite', 'bin', 'vite.js');

const filesIn = (path: string): string[] => readdirSync(path, { withFileTypes: true })
  .filter(({ name }) => !['dist', 'node_modules'].includes(name))
  .flatMap((entry) => entry.isDirectory() ? filesIn(join(path, entry.name)) : join(path, entry.name));

/** The folder of an example that was built as its own package builds it, from the root's node_modules: anew where anything that it is made of has changed. */
export const builtExample = (name: string, env: Record<string, string> = {}): string => {
  const folder = join(root, 'examples', name);
  // Some have the client from its sources, some as it was built of them.
  const sources = [...filesIn(folder), ...filesIn(join(root, 'client', 'src')), join(root, 'package-lock.json'), join(root, 'client', 'dist', 'index.js')];
  const sum = sources.filter(existsSync).sort()
    .reduce((hash, file) => hash.update(file.slice(root.length)).update(readFileSync(file)), createHash('sha256').update(JSON.stringify(env)));
  const dist = join(cache, `${name}-${sum.digest('hex').slice(0, 16)}`);
  if (!existsSync(dist)) {
    mkdirSync(cache, { recursive: true });
    const building = mkdtempSync(join(cache, `${name}-building-`));
    execFileSync(process.execPath, [VITE, 'build', '--outDir', building, '--emptyOutDir', '--logLevel', 'error'], {
      // As users build it: jest has the environment of a test.
      cwd: folder, env: { ...process.env, NODE_ENV: 'production', ...env }, stdio: 'pipe',
    });
    try {
      renameSync(building, dist);
    } catch {
      // Another worker was faster.
      rmSync(building, { recursive: true, force: true });
    }
  }
  return dist;
};
