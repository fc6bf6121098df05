import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { LocalError } from './local-error';
import { Message } from './mailbox';

/** What is kept over restarts. It holds password hashes, TOTP seeds, tokens' keys and client secrets. */
export interface SavedState {
  readonly version: 1;
  /** The stack that the state belongs to. */
  readonly stack: string;
  readonly clock_offset: number;
  readonly messages: Message[];
  /** By endpoint prefix. */
  readonly services: Record<string, unknown>;
}

// Long enough to gather what one sign-in changes.
const DELAY = 500;

/** Keeps the state in a file that only its owner may read. */
export class DataFile {
  private timer?: NodeJS.Timeout;
  private written?: string;

  constructor(
    private readonly file: string,
    private readonly state: () => SavedState,
    /** Of a save that nobody waits for. */
    private readonly onError: (message: string) => void,
  ) {}

  /** The state of an earlier run, if there is one. */
  static read(file: string, stack: string): SavedState | undefined {
    if (!existsSync(file)) {
      return undefined;
    }
    let state: SavedState;
    try {
      state = JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      throw new LocalError(`Cannot read the data file ${file}: ${(error as Error).message}`);
    }
    if (state?.version !== 1 || typeof state.services !== 'object') {
      throw new LocalError(`${file} is no data file of an offline run.`);
    }
    if (state.stack !== stack) {
      throw new LocalError(`The data file ${file} belongs to the stack ${state.stack}, not to ${stack}.`);
    }
    return state;
  }

  /** Saves soon; calls in between change nothing. */
  saveSoon(): void {
    this.timer ??= setTimeout(() => {
      try {
        this.save();
      } catch (error) {
        this.onError((error as Error).message);
      }
    }, DELAY).unref();
  }

  save(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const text = JSON.stringify(this.state());
    if (text === this.written) {
      return;
    }
    const temporary = `${this.file}.${process.pid}.tmp`;
    try {
      // A new file, so that the mode holds, and a rename, so that a crash leaves the old state or the new one.
      rmSync(temporary, { force: true });
      writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' });
      renameSync(temporary, this.file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw new LocalError(`Cannot write the data file ${this.file}: ${(error as Error).message}`);
    }
    this.written = text;
  }
}
