import { invalidParameter } from './errors';

const LARGEST = 60;

export interface Page<T> {
  readonly items: T[];
  readonly next?: string;
}

/** The token names the last item answered, so that one that is deleted meanwhile neither repeats nor hides another. */
export function page<T>(all: readonly T[], keyOf: (item: T) => string, limit: number | undefined, token: string | undefined): Page<T> {
  let start = 0;
  if (token !== undefined) {
    const last = Buffer.from(token, 'base64url').toString('utf8');
    const place = /^(\d+)\/(.*)$/s.exec(last);
    if (!place) throw invalidParameter('Invalid pagination token.');
    const found = all.findIndex((item) => keyOf(item) === place[2]);
    start = found === -1 ? Number(place[1]) : found + 1;
  }
  const size = limit || LARGEST;
  const items = all.slice(start, start + size);
  if (start + size >= all.length) return { items };
  return { items, next: Buffer.from(`${start + size - 1}/${keyOf(items[items.length - 1])}`).toString('base64url') };
}
