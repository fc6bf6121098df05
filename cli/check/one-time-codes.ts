import { setTimeout as pause } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';
import type { Caller } from './caller';
import type { Report } from './report';

const STEP = 30_000;

/** The authenticator app of the throw-away account, and the time that it takes. */
export class OneTimeCodes {
  private last = 0;
  private totp?: TOTP;

  constructor(
    private readonly caller: Caller, private readonly report: Report, private readonly stopped: AbortSignal, private readonly local?: string,
  ) {}

  /** From now on the codes are of this secret, in base32. */
  enrol(secret: string): void {
    this.totp = new TOTP({ secret: Secret.fromBase32(secret) });
  }

  /** A code that was not sent before, since none counts twice. */
  async next(): Promise<string> {
    const early = (this.last + 1) * STEP - this.caller.now();
    if (early > 0) await this.wait(Math.ceil(early / 1000), 'the next code of the authenticator app');
    this.last = Math.floor(this.caller.now() / STEP);
    return this.at(this.last);
  }

  /** One that the app shows neither now nor shortly before or after. */
  wrong(): string {
    const now = Math.floor(this.caller.now() / STEP);
    const near = [-2, -1, 0, 1, 2].map((steps) => this.at(now + steps));
    return ['111111', '222222', '333333', '444444', '555555', '666666'].find((code) => !near.includes(code))!;
  }

  private at(step: number): string {
    return this.totp!.generate({ timestamp: step * STEP });
  }

  /** Offline the clock is moved. */
  async wait(seconds: number, what: string): Promise<void> {
    if (this.local !== undefined) {
      const body = JSON.stringify({ advance_seconds: seconds });
      const response = await fetch(`${this.local}/_local/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: this.stopped });
      this.caller.setNow(Date.parse((await response.json() as { now: string }).now));
      return;
    }
    this.report.note(`waiting ${seconds} s for ${what}`);
    await pause(seconds * 1000, undefined, { signal: this.stopped });
  }
}
