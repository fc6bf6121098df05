import { Clock } from './service';

/**
 * The runner's clock: the machine's, moved by an offset, or standing still. Both numbers lie in shared memory, so that
 * the functions' threads see a move at once, in the middle of an invocation too.
 */
export class LocalClock implements Clock {
  readonly shared = new SharedArrayBuffer(16);
  private readonly cells = new Float64Array(this.shared);

  constructor() {
    this.cells[1] = Number.NaN;
  }

  now(): number {
    return Math.floor(Number.isNaN(this.cells[1]) ? Date.now() + this.cells[0] : this.cells[1]);
  }

  /** How far the clock is from the machine's, in milliseconds. */
  get offset(): number {
    return this.cells[0];
  }

  advance(milliseconds: number): void {
    this.cells[0] += milliseconds;
    this.cells[1] += milliseconds;
  }

  /** Stands still from now on, for tests; `advance` still moves it. */
  freeze(): void {
    this.cells[1] = this.now();
  }
}
