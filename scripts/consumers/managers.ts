import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, npm, npx } from '../tool';

/** A package manager as a consumer uses it, in the consumer's folder. */
export interface Manager {
  readonly install: (folder: string) => Promise<string>;
  /** Runs a command that a package brings along. */
  readonly exec: (folder: string, command: readonly string[]) => Promise<string>;
  /** What Node needs in order to find the packages. */
  readonly nodeArgs: readonly string[];
}

/** Of some folder of the run, in which what is downloaded is kept for the other consumers. */
export type MakeManager = (downloads: string) => Promise<Manager>;

/** The file of a manager that is itself a package, installed where no consumer sees it. */
const fetched = async (downloads: string, name: string, version: string, file: string): Promise<string> => {
  const folder = join(downloads, `${name.replace(/[@/]/g, '')}-${version}`);
  await npm(['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--prefer-offline', `${name}@${version}`]);
  return join(folder, 'node_modules', name, file);
};

const managed = (
  file: string, install: readonly string[], exec: readonly string[], settings: NodeJS.ProcessEnv, nodeArgs: readonly string[] = [],
): Manager => {
  const env = { ...process.env, ...settings };
  return {
    install: (folder) => node(file, install, { cwd: folder, env }),
    exec: (folder, command) => node(file, [...exec, ...command], { cwd: folder, env }),
    nodeArgs,
  };
};

/** npm keeps what it downloads by itself. */
export const npmManager: MakeManager = async () => ({
  install: (folder) => npm(['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder }),
  exec: (folder, command) => npx(['--no-install', ...command], { cwd: folder }),
  nodeArgs: [],
});

export const pnpm: MakeManager = async (downloads) => managed(
  await fetched(downloads, 'pnpm', '10', 'bin/pnpm.cjs'), ['install', '--store-dir', join(downloads, 'pnpm-store')], ['exec'], {},
);

export const yarnClassic: MakeManager = async (downloads) => managed(
  await fetched(downloads, 'yarn', '1', 'bin/yarn.js'), ['install', '--no-progress', '--non-interactive'], ['run', '--silent'],
  { YARN_CACHE_FOLDER: join(downloads, 'yarn-classic') },
);

/** Yarn of today, with packages in node_modules or, by its Plug'n'Play, left in their archives. */
const berry = (nodeLinker: 'node-modules' | 'pnp', nodeArgs: readonly string[]): MakeManager => async (downloads) => {
  const file = await fetched(downloads, '@yarnpkg/cli-dist', '4', 'bin/yarn.js');
  const manager = managed(file, ['install'], ['run'], {
    YARN_GLOBAL_FOLDER: join(downloads, 'yarn'), YARN_NODE_LINKER: nodeLinker, YARN_ENABLE_IMMUTABLE_INSTALLS: 'false', YARN_ENABLE_TELEMETRY: 'false',
    YARN_ENABLE_SCRIPTS: 'false',
  }, nodeArgs);
  return {
    ...manager,
    install: (folder) => {
      // Without a lock file of its own it would look for a project in the folders above.
      writeFileSync(join(folder, 'yarn.lock'), '');
      return manager.install(folder);
    },
  };
};
export const yarn = berry('node-modules', []);
export const yarnPnp = berry('pnp', ['--require', './.pnp.cjs']);
