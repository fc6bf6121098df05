import type { LocalApi } from '../../test/support/local';

/** Milliseconds between two moves, and seconds by which the runner's clock then moves: people would wait for the next code of their authenticator app. */
const EVERY = 3_000;
const BY = 30;

/** The runner's clock, moved on again and again; but never while a code is on its way, which would then be the code of another time. */
export class FastClock {
  private offset = 0;
  private underWay = 0;
  /** Whether the clock is about to move: no code is to be sent now. */
  isDue = false;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly api: LocalApi) {
    this.timer = setInterval(() => {
      this.isDue = true;
      this.moveIfIdle();
    }, EVERY);
  }

  /** The runner's time, in milliseconds. */
  now(): number {
    return Date.now() + this.offset;
  }

  async move(): Promise<void> {
    this.offset = (await this.api.advance(BY)).getTime() - Date.now();
    this.isDue = false;
  }

  codeSent(): void {
    this.underWay++;
  }

  codeAnswered(): void {
    this.underWay--;
    this.moveIfIdle();
  }

  /** Forgets the codes whose answer nobody waits for any more. */
  reset(): Promise<void> {
    this.underWay = 0;
    return this.move();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private moveIfIdle(): void {
    if (this.isDue && this.underWay === 0) {
      void this.move().catch(() => {});
    }
  }
}
