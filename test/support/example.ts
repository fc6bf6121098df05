import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

/**
 * Runs an example as `cdk synth` does, with what `-c` adds to its context, and strictly: what its cdk.json switches on fails the synth. Answers the
 * folder of its assembly.
 */
export const synthesizeExample = (name: string, added: Record<string, string> = {}): string => {
  const folder = join(root, 'examples', name);
  const outdir = mkdtempSync(join(tmpdir(), `${basename(name)}-`));
  const { context } = JSON.parse(readFileSync(join(folder, 'cdk.json'), 'utf8'));
  execFileSync(process.execPath, [require.resolve('tsx/cli'), '--tsconfig', join(root, 'test', 'tsconfig.json'), join(folder, 'app.ts')], {
    cwd: folder,
    stdio: 'pipe',
    env: { ...process.env, CDK_VALIDATION: undefined, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...added }) },
  });
  return outdir;
};
