import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { run } from '../tool';

/** How a program is started without a network. */
export interface Offline {
  /** For the reader. */
  readonly by: string;
  readonly start: (args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) => Promise<string>;
}

const PRELOAD = join(__dirname, 'refuse-network.cjs');

/** Takes the network from Node and all that it starts, by Linux's own means where it lets us, else by a preloaded file that refuses sockets. */
const ways = (): Offline[] => {
  const unshare = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'unshare')).find((file) => existsSync(file));
  const namespaces = unshare === undefined ? [] : [['--net'], ['--net', '--map-root-user']].filter((flags) => spawnSync(unshare, [...flags, process.execPath, '--version']).status === 0)
    .map((flags): Offline => ({
      by: `unshare ${flags.join(' ')}`,
      start: (args, cwd, env) => run(unshare, [...flags, process.execPath, ...args], { cwd, env }),
    }));
  return [...namespaces, preload];
};

export const preload: Offline = {
  by: 'a preloaded file that refuses sockets',
  start: (args, cwd, env) => run(process.execPath, args, { cwd, env: { ...env, NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}` } }),
};

/** Whether the program cannot even reach a server on this very machine. */
export const isShut = async ({ start }: Offline): Promise<boolean> => {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  const connect = ['-e', `require('node:net').connect(${port}, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))`];
  try {
    // The other way round: without the shutter there is a connection, so that the refusal is the shutter's.
    await run(process.execPath, connect);
    return await start(connect, process.cwd(), process.env).then(() => false, () => true);
  } finally {
    server.close();
  }
};

export const offline = async (): Promise<Offline> => {
  for (const way of ways()) if (await isShut(way)) return way;
  throw new Error('The network cannot be shut off for a synth here');
};
