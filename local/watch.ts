import { createHash } from 'node:crypto';
import { Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

// Looking is cheaper than it seems, and works where a folder is removed and made again, which watchers of the system miss.
const EVERY = 250;

/** Calls back when a cloud assembly is another one than the one that was taken, and its synth has finished writing. */
export function watchAssembly(directory: string, content: string | undefined, onChange: () => Promise<void>): { stop(): void } {
  let taken = content;
  let seen = '';
  let settled = '';
  let timer: NodeJS.Timeout;
  const look = async (): Promise<void> => {
    const before = seen;
    seen = traceOf(directory);
    // Twice the same: nobody is writing. The manifest comes last in a folder that is made anew.
    if (seen === before && seen !== settled && !isBeingWritten(directory)) {
      settled = seen;
      const present = contentOf(directory);
      if (present !== taken && present !== undefined) {
        taken = present;
        await onChange();
      }
    }
    timer = setTimeout(() => void look(), EVERY).unref();
  };
  timer = setTimeout(() => void look(), EVERY).unref();
  return { stop: () => clearTimeout(timer) };
}

interface Entry {
  readonly path: string;
  readonly isDirectory: boolean;
}

/** Names, times and sizes: what changes while somebody writes. */
function traceOf(directory: string): string {
  return entriesOf(directory).map(({ path }) => {
    const { mtimeMs = 0, size = 0, ino = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
    return `${path}:${mtimeMs}:${size}:${ino}`;
  }).join('\n');
}

/** What the assembly says: its own files; assets are named by a hash of what they hold, so that these change with them. Undefined while there is no manifest. */
export function contentOf(directory: string): string | undefined {
  const files = entriesOf(directory).filter(({ path, isDirectory }) => !isDirectory && /(^|[/\\])manifest\.json$|\.(template|assets)\.json$/.test(path));
  if (!files.some(({ path }) => path === join(directory, 'manifest.json'))) {
    return undefined;
  }
  try {
    const hash = createHash('sha256');
    files.forEach(({ path }) => hash.update(path).update('\0').update(readFileSync(path)));
    return hash.digest('hex');
  } catch {
    return undefined; // gone in between: the next look sees what came of it
  }
}

/** What lies in the assembly, and in those of its stages; the inside of assets is left out. */
function entriesOf(directory: string): Entry[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.filter(({ name }) => !name.endsWith('.lock')).flatMap((entry): Entry[] => {
    const path = join(directory, entry.name);
    return [{ path, isDirectory: entry.isDirectory() }, ...entry.isDirectory() && entry.name.startsWith('assembly-') ? entriesOf(path) : []];
  });
}

/** The command line holds this file, with its process id in it, from before the app runs until all is written. */
function isBeingWritten(directory: string): boolean {
  try {
    process.kill(Number(readFileSync(join(directory, 'synth.lock'), 'utf8')), 0);
    return true;
  } catch {
    return false; // no such file, or one of a process that is gone
  }
}
