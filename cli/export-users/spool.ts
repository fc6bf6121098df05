import { FileHandle, open, unlink } from 'node:fs/promises';
import type { ExportedUser } from './pool-contents';

interface Place {
  readonly key: string;
  readonly offset: number;
  readonly length: number;
}

/** Keeps users on disk while they come in pages, and gives them back in a stable order: the memory holds where each one is, and no more. */
export class Spool {
  static async at(path: string): Promise<Spool> {
    const file = await open(path, 'wx+', 0o600);
    // Nobody else needs its name, and nothing is left of it whatever happens. Windows keeps it until it is closed.
    const isGone = await unlink(path).then(() => true, () => false);
    return new Spool(file, isGone ? undefined : path);
  }

  private readonly places = new Map<string, Place>();
  private size = 0;

  private constructor(private readonly file: FileHandle, private readonly path?: string) {}

  get count(): number {
    return this.places.size;
  }

  async add(users: readonly ExportedUser[]): Promise<void> {
    const texts = users.map((user) => Buffer.from(JSON.stringify(user)));
    for (const [index, { username, created_at }] of users.entries()) {
      // Who joins or goes while it is listed may move a page, so that another comes twice.
      this.places.set(username, { key: `${created_at} ${username}`, offset: this.size, length: texts[index].length });
      this.size += texts[index].length;
    }
    await this.file.appendFile(Buffer.concat(texts));
  }

  /** By the time that they were made, so that those of a later export come after. */
  async* inOrder(): AsyncGenerator<ExportedUser> {
    const places = [...this.places.values()].sort((one, other) => one.key < other.key ? -1 : 1);
    for (const { offset, length } of places) {
      const { buffer } = await this.file.read(Buffer.alloc(length), 0, length, offset);
      yield JSON.parse(buffer.toString());
    }
  }

  async close(): Promise<void> {
    await this.file.close();
    if (this.path !== undefined) await unlink(this.path);
  }
}
