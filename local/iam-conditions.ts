/** Condition operators: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html. */

/** Operator as written, then condition key in lower case, then the values. */
export type Conditions = Record<string, Record<string, string[]>>;

type Matcher = (wanted: string, actual: string) => boolean;

const equalIgnoringCase: Matcher = (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase();
const numeric = (compare: (actual: number, wanted: number) => boolean): Matcher => (wanted, actual) =>
  actual.trim() !== '' && compare(Number(actual), Number(wanted));
const date = (compare: (actual: number, wanted: number) => boolean): Matcher => (wanted, actual) => compare(instant(actual), instant(wanted));

const MATCHERS: Record<string, Matcher> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringEqualsIgnoreCase: equalIgnoringCase,
  StringLike: wildcardMatch,
  // ArnEquals and ArnLike behave alike.
  ArnEquals: arnMatch,
  ArnLike: arnMatch,
  Bool: equalIgnoringCase,
  NumericEquals: numeric((actual, wanted) => actual === wanted),
  NumericLessThan: numeric((actual, wanted) => actual < wanted),
  NumericLessThanEquals: numeric((actual, wanted) => actual <= wanted),
  NumericGreaterThan: numeric((actual, wanted) => actual > wanted),
  NumericGreaterThanEquals: numeric((actual, wanted) => actual >= wanted),
  DateEquals: date((actual, wanted) => actual === wanted),
  DateLessThan: date((actual, wanted) => actual < wanted),
  DateLessThanEquals: date((actual, wanted) => actual <= wanted),
  DateGreaterThan: date((actual, wanted) => actual > wanted),
  DateGreaterThanEquals: date((actual, wanted) => actual >= wanted),
};

const NEGATED: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};

export function parseConditions(raw: Record<string, Record<string, unknown>>): Conditions {
  return Object.fromEntries(Object.entries(raw).map(([operator, keys]) => {
    understand(operator);
    return [operator, Object.fromEntries(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), valuesOf(operator, value)]))];
  }));
}

/** Operators and keys are all needed; of one key's values, one is enough. */
export function holds(conditions: Conditions, context: Record<string, string>): boolean {
  const actual = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => holdsForKey(operator, values, actual.get(key))));
}

function holdsForKey(operator: string, values: string[], actual: string | undefined): boolean {
  const { set, matcher, negated, ifExists } = understand(operator);
  if (matcher === undefined) return values.some((value) => equalIgnoringCase(value, String(actual === undefined)));
  // Of a set, ours has one member or none: ForAllValues is then true of nothing, ForAnyValue never.
  if (actual === undefined) return set === 'ForAllValues' || (set === undefined && (ifExists || negated));
  return values.some((value) => matcher(value, actual)) !== negated;
}

interface Understood {
  readonly set?: string;
  /** Undefined: the operator Null. */
  readonly matcher?: Matcher;
  readonly negated: boolean;
  readonly ifExists: boolean;
}

function understand(operator: string): Understood {
  const [, set, name, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null' && !set && !ifExists) return { negated: false, ifExists: false };
  const matcher = MATCHERS[NEGATED[name] ?? name];
  if (!matcher) throw new Error(`Unknown condition operator in a policy: ${operator}`);
  return { set, matcher, negated: name in NEGATED, ifExists: ifExists !== undefined };
}

function valuesOf(operator: string, value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map((item) => {
    if (!['string', 'number', 'boolean'].includes(typeof item)) throw new Error(`${operator} of a policy cannot take ${JSON.stringify(item)}`);
    if (String(item).includes('${')) throw new Error(`Policy variables are not supported here, got ${item}`);
    return String(item);
  });
}

/** `*` stands for any characters, `/` and `:` included; `?` for one. */
export function wildcardMatch(pattern: string, text: string): boolean {
  // Greedy with one step back, so that a hostile pattern takes quadratic time and not exponential.
  let p = 0;
  let star = -1;
  let mark = 0;
  let t = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** Each of an ARN's six parts is compared by itself, so a `*` in one does not reach into the next. */
function arnMatch(pattern: string, arn: string): boolean {
  const wanted = arnParts(pattern);
  const actual = arnParts(arn);
  return wanted.length === actual.length && wanted.every((part, index) => wildcardMatch(part, actual[index]));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}

/** Dates are ISO 8601 or epoch seconds. */
function instant(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
