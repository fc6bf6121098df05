import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Contents, groupsTable, jsonDocument, NOT_EXPORTED, usersTable } from './documents';
import { customAttributesOf, groupsOf, membershipsOf, usersOf } from './pool-contents';
import { Progress } from './progress';
import { Spool } from './spool';
import { CommandError } from '../command-error';
import { onSignals } from '../signals';
import type { Target } from '../target';

export interface ExportOptions {
  readonly format: 'json' | 'csv';
  readonly out: string;
  readonly force?: boolean;
}

/** Which file gets what. */
function filesOf({ format, out }: ExportOptions): [path: string, write: (contents: Contents) => AsyncGenerator<string>][] {
  return format === 'json' ? [[out, jsonDocument]] : [[out, usersTable], [`${out.replace(/\.csv$/, '')}.groups.csv`, groupsTable]];
}

export async function exportUsers(target: Target, options: ExportOptions, progress: Progress): Promise<string> {
  const files = filesOf(options);
  const assertFree = () => {
    const taken = options.force ? [] : files.map(([path]) => path).filter((path) => existsSync(path));
    if (taken.length > 0) throw new CommandError(`${taken.join(' and ')} ${taken.length > 1 ? 'are' : 'is'} there already: give another --out, or --force to overwrite.`);
  };
  assertFree();
  const customAttributes = await customAttributesOf(target);
  const groups = await groupsOf(target);
  let memberships = 0;
  const names = await membershipsOf(target, groups, (count) => progress.show('memberships', memberships = count));
  const spool = await Spool.at(partOf(options.out)).catch((error) => { throw unwritable(error, options.out); });
  const made: string[] = [];
  const release = onSignals(() => {
    made.forEach((part) => rmSync(part, { force: true }));
    process.exit(130);
  });
  try {
    const seen = new Set(customAttributes);
    for await (const page of usersOf(target, names)) {
      await spool.add(page);
      page.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => name.includes(':')).forEach((name) => seen.add(name));
      progress.show('users', spool.count);
    }
    progress.end();
    const contents: Contents = { userPoolId: target.UserPoolId, groups, customAttributes: [...seen], users: () => spool.inOrder() };
    const parts: [part: string, path: string][] = [];
    for (const [path, write] of files) {
      const part = partOf(path);
      made.push(part);
      await writeAll(part, write(contents)).catch((error) => { throw unwritable(error, path); });
      parts.push([part, path]);
    }
    assertFree();
    // What was there is exchanged for the whole of what is new, and never for a part of it.
    for (const [part, path] of parts) await rename(part, path);
    return `Wrote ${files.map(([path]) => path).join(' and ')}: ${spool.count} users, ${groups.length} groups, ${memberships} memberships.\n`
      + `Only you can read ${files.length > 1 ? 'them' : 'it'}. Not exported, for Cognito shows them to nobody: ${NOT_EXPORTED.join('; ')}.`;
  } finally {
    progress.end();
    await spool.close();
    for (const part of made) await rm(part, { force: true });
    release();
  }
}

const partOf = (path: string): string => `${path}.${randomBytes(4).toString('hex')}.part`;

/** As many lines at once as make a good write. */
async function writeAll(path: string, texts: AsyncIterable<string>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    let pending = '';
    for await (const text of texts) {
      pending += text;
      if (pending.length < 65_536) continue;
      await file.appendFile(pending);
      pending = '';
    }
    await file.appendFile(pending);
  } finally {
    await file.close();
  }
}

function unwritable(error: Error & { readonly code?: string }, path: string): Error {
  return error.code === undefined ? error : new CommandError(`${path} cannot be written (${error.code}): look at its folder.`);
}
