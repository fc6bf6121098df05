/** Loaded before all else, it is another day and hour: for what must not depend on the clock. */
const AWAY = 3_456_789_012;
const RealDate = Date;

class LaterDate extends RealDate {
  public constructor(...given: unknown[]) {
    super(...(given.length > 0 ? given : [RealDate.now() + AWAY]) as [number]);
  }

  public static override now(): number {
    return RealDate.now() + AWAY;
  }
}

globalThis.Date = LaterDate as DateConstructor;
