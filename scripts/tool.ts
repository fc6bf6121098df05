import { spawn, spawnSync, SpawnOptions } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Runs a tool without a shell, and answers what it printed; that is shown only where the tool failed. */
export const run = async (command: string, args: readonly string[], options: SpawnOptions = {}): Promise<string> => {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let printed = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => { printed += chunk; });
  const code = await new Promise<number | null>((ended, failed) => child.on('close', ended).on('error', failed));
  if (code !== 0) {
    throw new Error(`${[command, ...args].join(' ')} ended with ${code}:\n${printed.trim().split('\n').slice(-40).join('\n')}`);
  }
  return printed;
};

/** Runs a JavaScript file by this very Node. */
export const node = (file: string, args: readonly string[], options?: SpawnOptions) => run(process.execPath, [file, ...args], options);

/** Whether the tool is there at all. */
export const has = (command: string, ...args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** npm by its own file, which `npm run` names: on Windows the command is no program but a script of the shell. */
export const npm = (args: readonly string[], options?: SpawnOptions) => process.env.npm_execpath
  ? node(process.env.npm_execpath, args, options) : run('npm', args, options);
export const npx = (args: readonly string[], options?: SpawnOptions) => process.env.npm_execpath
  ? node(join(dirname(process.env.npm_execpath), 'npx-cli.js'), args, options) : run('npx', args, options);

export const secondsSince = (started: number): string => `${((Date.now() - started) / 1000).toFixed(0)} s`;

/** Works in a new folder, which is deleted in the end, and sets the exit code. */
export const inScratch = async (name: string, work: (folder: string) => Promise<boolean>): Promise<void> => {
  // Not by a link, which tools resolve to another name.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)));
  try {
    process.exitCode = await work(folder) ? 0 : 1;
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
};
