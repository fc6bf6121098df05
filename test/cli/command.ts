import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const BIN = resolve(__dirname, '..', '..', 'bin', 'cognito-auth-api.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Somebody who has never used AWS on this machine. */
const nobody = mkdtempSync(join(tmpdir(), 'cognito-auth-api-home-'));
export const environment = { PATH: process.env.PATH!, HOME: nobody, AWS_EC2_METADATA_DISABLED: 'true', NODE_NO_WARNINGS: '1' };

/** Runs the built command as a process of its own, with this and nothing else in its environment; `undefined` leaves a variable out. */
export const command = (args: string[], env: Record<string, string | undefined> = {}): Promise<Ended> => new Promise((ended) => {
  const child = spawn(process.execPath, [BIN, ...args], { env: { ...environment, ...env }, cwd: nobody, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => { out += chunk; });
  child.stderr.on('data', (chunk) => { err += chunk; });
  child.on('close', (code) => ended({ code, out, err }));
});

/** Expects that it said this and ended with 1: no stack, and nothing done. */
export const expectRefused = ({ code, err }: Ended, message: string | RegExp): void => {
  expect(err).toMatch(message);
  expect(err).not.toMatch(/^\s+at /m);
  expect(code).toBe(1);
};
