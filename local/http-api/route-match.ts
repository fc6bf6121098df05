import { Route } from './model';

export interface Match {
  readonly route: Route;
  readonly pathParameters?: Record<string, string>;
}

/** Splits a route key. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
export function parseRouteKey(key: string): { method: string; segments?: string[] } {
  if (key === '$default') {
    return { method: 'ANY' };
  }
  const [method, path] = key.split(' ');
  return { method, segments: path.split('/').slice(1) };
}

/**
 * The route that a request is for. The most specific wins: a literal segment over a parameter over a greedy one, then the
 * method itself over ANY, and `$default` last. A parameter takes one segment that is not empty.
 */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match | undefined {
  const segments = path.split('/').slice(1);
  let best: { match: Match; rank: number[] } | undefined;
  for (const route of routes) {
    if (route.method !== 'ANY' && route.method !== method) {
      continue;
    }
    const found = route.segments ? matchSegments(route.segments, segments) : { rank: [9], parameters: {} };
    if (!found) {
      continue;
    }
    const rank = [...found.rank, route.method === 'ANY' ? 1 : 0];
    if (!best || compare(rank, best.rank) < 0) {
      const { parameters } = found;
      best = { match: { route, ...Object.keys(parameters).length > 0 && { pathParameters: parameters } }, rank };
    }
  }
  return best?.match;
}

function matchSegments(wanted: string[], given: string[]): { rank: number[]; parameters: Record<string, string> } | undefined {
  const rank: number[] = [];
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{([^}+]+)(\+?)\}$/.exec(segment);
    if (name?.[2]) {
      const rest = given.slice(index).join('/');
      if (rest === '') {
        return undefined;
      }
      parameters[name[1]] = decode(rest);
      return { rank: [...rank, 2], parameters };
    }
    if (given[index] === undefined || (name ? given[index] === '' : decode(given[index]) !== segment)) {
      return undefined;
    }
    if (name) {
      parameters[name[1]] = decode(given[index]);
    }
    rank.push(name ? 1 : 0);
  }
  return given.length === wanted.length ? { rank, parameters } : undefined;
}

/** A stray percent sign stays as it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function compare(a: number[], b: number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
