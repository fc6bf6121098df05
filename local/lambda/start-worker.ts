import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker, WorkerOptions } from 'node:worker_threads';

let fromSources: string | undefined;

/**
 * Starts a thread of worker.ts. In the package its script lies beside the command's bundle. From the sources it is bundled
 * when it is first needed: a thread cannot load TypeScript by itself.
 */
export function startWorker(options: WorkerOptions): Worker {
  const packaged = join(__dirname, 'worker.js');
  if (existsSync(packaged)) {
    return new Worker(packaged, options);
  }
  // Not a plain require or import, which would take esbuild into the package's bundle.
  fromSources ??= createRequire(__filename)('esbuild').buildSync({
    entryPoints: [join(__dirname, 'worker.ts')], write: false, bundle: true, platform: 'node', target: 'node20', format: 'cjs',
  }).outputFiles[0].text as string;
  return new Worker(fromSources, { ...options, eval: true });
}
