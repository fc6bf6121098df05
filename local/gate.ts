// API Gateway's own limit: whoever waits for an answer has given up by then.
const LONGEST = 30_000;

/** Lets requests through, but holds them while the stack behind is exchanged; those that are under way are finished first. */
export class Gate {
  private inside = 0;
  private onEmpty: () => void = () => {};
  /** Those who come from outside wait already while others are under way; what these call must still get through, or they never end. */
  private draining?: Promise<void>;
  private exchanging?: Promise<void>;
  private last: Promise<unknown> = Promise.resolve();

  /** `fromOutside`: nothing that is under way waits for this. */
  async pass<T>(fromOutside: boolean, work: () => Promise<T>): Promise<T> {
    const held = () => (fromOutside ? this.draining : undefined) ?? this.exchanging;
    for (let wait = held(); wait; wait = held()) {
      await wait;
    }
    this.inside += 1;
    try {
      return await work();
    } finally {
      this.inside -= 1;
      if (this.inside === 0) {
        this.onEmpty();
      }
    }
  }

  /** Does the work while nothing else is under way; one such work after the other. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const before = this.last;
    const done = before.then(() => this.exchange(work));
    this.last = done.catch(() => {});
    return done;
  }

  private async exchange<T>(work: () => Promise<T>): Promise<T> {
    let open = (): void => {};
    this.draining = new Promise((resolve) => { open = resolve; });
    try {
      await this.emptied();
      this.exchanging = this.draining;
      return await work();
    } finally {
      this.draining = this.exchanging = undefined;
      open();
    }
  }

  private async emptied(): Promise<void> {
    if (this.inside === 0) {
      return;
    }
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.onEmpty = resolve;
      timer = setTimeout(resolve, LONGEST).unref();
    });
    clearTimeout(timer);
    this.onEmpty = () => {};
  }
}
