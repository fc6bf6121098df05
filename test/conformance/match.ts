import { Match } from './vector';

const isMatch = (value: object): value is Match => ['$match', '$absent', '$length'].some((name) => name in value);

/** What is wrong with `actual`, or undefined. Objects may have more members than expected; lists may not. */
export function mismatch(actual: any, expected: any, path = ''): string | undefined {
  const here = path || 'the answer';
  if (typeof expected !== 'object' || expected === null) {
    return actual === expected ? undefined : `${here} should be ${JSON.stringify(expected)}, is ${JSON.stringify(actual)}`;
  }
  if (isMatch(expected)) return matches(actual, expected, here);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return `${here} should be a list, is ${JSON.stringify(actual)}`;
    if (actual.length !== expected.length) return `${here} should have ${expected.length} items, is ${JSON.stringify(actual)}`;
  } else if (typeof actual !== 'object' || actual === null) {
    return `${here} should be an object, is ${JSON.stringify(actual)}`;
  }
  for (const [name, inner] of Object.entries(expected)) {
    const difference = mismatch(actual[name], inner, path ? `${path}.${name}` : name);
    if (difference) return difference;
  }
  return undefined;
}

function matches(actual: unknown, { $match, $absent, $length }: Match, here: string): string | undefined {
  if ($absent) return actual === undefined ? undefined : `${here} should be absent, is ${JSON.stringify(actual)}`;
  if ($length !== undefined && (actual as any)?.length !== $length) return `${here} should have length ${$length}, is ${JSON.stringify(actual)}`;
  if ($match !== undefined && !(typeof actual === 'string' && new RegExp($match).test(actual))) {
    return `${here} should match ${$match}, is ${JSON.stringify(actual)}`;
  }
  return undefined;
}
