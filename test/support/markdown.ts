import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

export interface Block {
  /** The document's path from the root. */
  readonly document: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
}

export interface Link {
  readonly document: string;
  readonly line: number;
  /** As it is written. */
  readonly target: string;
}

export interface Document {
  readonly path: string;
  readonly blocks: readonly Block[];
  readonly links: readonly Link[];
  /** What `#...` can lead to. */
  readonly anchors: ReadonlySet<string>;
}

/** As GitHub makes it of a heading. */
const slugOf = (heading: string) => heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim().toLowerCase()
  .replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');

function read(path: string): Document {
  const blocks: Block[] = [];
  const links: Link[] = [];
  const anchors = new Set<string>();
  // In a list the fence is indented, and all of its block with it.
  let open: { fence: string; indent: string; line: number; language: string; code: string[] } | undefined;
  readFileSync(join(root, path), 'utf8').split('\n').forEach((text, index) => {
    const [, indent, fence, language] = /^(\s*)(`{3,})(\S*)/.exec(text) ?? [];
    if (open) {
      if (fence === open.fence && !language) {
        const { line, language: of, code, indent: outer } = open;
        blocks.push({ document: path, line, language: of, code: code.map((one) => `${one.startsWith(outer) ? one.slice(outer.length) : one}\n`).join('') });
        open = undefined;
      } else {
        open.code.push(text);
      }
      return;
    }
    if (fence) {
      open = { fence, indent, line: index + 1, language, code: [] };
      return;
    }
    const [, heading] = /^#{1,6} (.+)$/.exec(text) ?? [];
    if (heading) {
      const slug = slugOf(heading);
      const again = [...anchors].filter((anchor) => anchor === slug || new RegExp(`^${slug}-\\d+$`).test(anchor)).length;
      anchors.add(again ? `${slug}-${again}` : slug);
    }
    // What stands in code is no link.
    const words = text.replace(/`[^`]*`/g, '');
    for (const [, target] of words.matchAll(/\]\(([^)\s]+)\)|<img[^>]* src="([^"]+)"/g)) {
      links.push({ document: path, line: index + 1, target });
    }
  });
  if (open) {
    throw new Error(`${path}:${open.line}: the code block has no end`);
  }
  return { path, blocks, links: links.filter(({ target }) => target), anchors };
}

/** Every document of ours: what git knows or would add, but for API.md, which jsii-docgen writes. */
export const documents = (): Document[] => execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.md'], { cwd: root, encoding: 'utf8' })
  .split('\n').filter((path) => path && path !== 'API.md').map(read);

/** Where a relative link leads: a path from the root, and an anchor there. */
export const destinationOf = ({ document, target }: Link): { path: string; anchor?: string } => {
  const [path, anchor] = decodeURI(target).split('#');
  return { path: path ? normalize(join(dirname(document), path)).replace(/\/$/, '') : document, anchor };
};
