import { Clock } from '../service';
import { Stage } from './model';

interface Bucket {
  tokens: number;
  at: number;
}

/** A token bucket per stage and route: `ThrottlingRateLimit` tokens a second, `ThrottlingBurstLimit` at most. */
export class Throttle {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly clock: Clock) {}

  /** Takes a token; false when there is none. */
  admits(stage: Stage, routeKey: string): boolean {
    const settings = { ...stage.defaultSettings, ...stage.routeSettings[routeKey] };
    const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = settings;
    if (rate === undefined && burst === undefined) {
      return true; // the account's own 10,000 a second are out of reach here
    }
    const most = burst ?? rate!;
    const now = this.clock.now();
    const bucket = this.buckets.get(`${stage.name} ${routeKey}`) ?? { tokens: most, at: now };
    this.buckets.set(`${stage.name} ${routeKey}`, bucket);
    bucket.tokens = Math.min(most, bucket.tokens + Math.max(0, now - bucket.at) / 1000 * (rate ?? 0));
    bucket.at = now;
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens -= 1;
    return true;
  }
}
