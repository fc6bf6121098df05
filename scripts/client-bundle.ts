import type { BuildOptions } from 'esbuild';

/** How the client becomes one module for browsers and Node. Its functions keep their names, so that errors and traces can be read. */
export const clientBundle = (root: string) => ({
  absWorkingDir: root,
  entryPoints: ['client/src/index.ts'],
  outfile: 'client/dist/index.js',
  bundle: true,
  minify: true,
  keepNames: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'error',
}) as const satisfies BuildOptions;
