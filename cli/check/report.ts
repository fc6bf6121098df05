/** Says what came of each step, one line each, and counts. */
export class Report {
  private readonly counts = { ok: 0, differs: 0, skipped: 0 };
  private readonly started = performance.now();

  constructor(private readonly say: (line: string) => void) {}

  get differs(): boolean {
    return this.counts.differs > 0;
  }

  ok(title: string, milliseconds?: number): void {
    this.line('ok', title + time(milliseconds));
  }

  differing(title: string, what: string, milliseconds?: number): void {
    this.line('differs', `${title}${time(milliseconds)}: ${what}`);
  }

  skipped(title: string, why: string): void {
    this.line('skipped', `${title}: ${why}`);
  }

  note(text: string): void {
    this.say(`         ${text}`);
  }

  summary(): string {
    const { ok, differs, skipped } = this.counts;
    return `${ok} ok, ${differs} differ${differs === 1 ? 's' : ''}, ${skipped} skipped, in ${((performance.now() - this.started) / 1000).toFixed(1)} s`;
  }

  private line(outcome: keyof Report['counts'], text: string): void {
    this.counts[outcome]++;
    this.say(`${outcome.padEnd(7)}  ${text}`);
  }
}

const time = (milliseconds?: number): string => milliseconds === undefined ? '' : ` (${milliseconds} ms)`;
