import { createHash } from 'node:crypto';

/** An error as AWS would answer it. */
export interface AwsFault {
  readonly name: string;
  readonly status: number;
  readonly message?: string;
}

/** The connection breaks; there is never an answer; it takes so many milliseconds; the calling function's environment ends. */
export type Fault = 'RESET' | 'HANG' | 'CRASH' | { readonly slow: number } | AwsFault;

/** Which calls to strike, and with what. Of several rules the first that is due strikes. */
export interface Rule {
  readonly function?: string;
  readonly service?: string;
  readonly operation?: string;
  /** BEFORE: the call has no effect. AFTER: it has, and its answer is lost. */
  readonly when: 'BEFORE' | 'AFTER';
  /** The matching calls that pass first. */
  readonly skip: number;
  /** How often it strikes; 0: always. */
  readonly times: number;
  /** For a rule with a seed: of each matching call. */
  readonly probability: number;
  readonly faults: readonly Fault[];
}

export interface RuleInForce {
  /** As it was sent. */
  readonly given: object;
  readonly rule: Rule;
  readonly random: () => number;
  matched: number;
  struck: number;
}

const LONGEST_WAIT = 60_000;

const isWhole = (value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): boolean =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const isText = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

function isFault(fault: any): boolean {
  if (!isObject(fault)) {
    return ['RESET', 'HANG', 'CRASH'].includes(fault);
  }
  const { slow, name, status, message = '', ...others } = fault;
  return Object.keys(others).length === 0 && (slow === undefined
    ? isText(name) && /^\w+$/.test(name) && isWhole(status, 400, 599) && isText(message)
    : isWhole(slow, 0, LONGEST_WAIT) && Object.keys(fault).length === 1);
}

const FAULT = `RESET, HANG, CRASH, {"slow": milliseconds, at most ${LONGEST_WAIT}} or {"name": AWS's, "status": 400 to 599, "message": any}`;

/** What each field must be. */
const FIELDS: Record<string, [is: (value: any) => boolean, text: string]> = {
  function: [isText, 'text'],
  service: [isText, 'text'],
  operation: [isText, 'text'],
  when: [(value) => ['BEFORE', 'AFTER'].includes(value), 'BEFORE or AFTER'],
  skip: [(value) => isWhole(value, 0), 'a whole number, not negative'],
  times: [(value) => value === null || isWhole(value, 0), 'a whole number, not negative, or null'],
  fault: [isFault, FAULT],
  seed: [(value) => isWhole(value, 0), 'a whole number, not negative'],
  probability: [(value) => typeof value === 'number' && value >= 0 && value <= 1, 'a number between 0 and 1'],
  faults: [(value) => Array.isArray(value) && value.length > 0 && value.every(isFault), `a list, not empty, each ${FAULT}`],
};

function problemsOf(rule: any): string[] {
  if (!isObject(rule)) {
    return [' must be an object'];
  }
  const problems = Object.entries(rule).flatMap(([field, value]) => {
    const [is, text] = Object.hasOwn(FIELDS, field) ? FIELDS[field] : [() => false, `left out: only ${Object.keys(FIELDS).join(', ')} are known`];
    return is(value) ? [] : [`.${field} must be ${text}`];
  });
  const given = ['fault', 'seed', 'faults', 'probability'].filter((field) => field in rule).join();
  return ['fault', 'seed,faults', 'seed,faults,probability'].includes(given)
    ? problems
    : [...problems, ' must have either fault, or seed and faults, with or without probability'];
}

/** The rules that a request's body holds, or what is wrong with them. */
export function parseRules(body: Buffer): { rules: RuleInForce[]; problems: string[] } {
  let list: any;
  try {
    list = JSON.parse(body.toString());
  } catch {
    // Said below.
  }
  if (!Array.isArray(list)) {
    return { rules: [], problems: ['Send a JSON list of rules: [{"service": "s3", "operation": "PutObject", "fault": "RESET"}]'] };
  }
  const problems = list.flatMap((rule, index) => problemsOf(rule).map((problem) => `[${index}]${problem}`));
  return { rules: problems.length > 0 ? [] : list.map(inForce), problems };
}

function inForce(given: any): RuleInForce {
  const { fault, seed = 0, faults = [fault], when = 'BEFORE', skip = 0, times = fault === undefined ? 0 : 1, probability = 1 } = given;
  return { given, rule: { ...given, faults, when, skip, times: times ?? 0, probability }, random: generator(seed), matched: 0, struck: 0 };
}

/** The same seed gives the same numbers on any machine. */
function generator(seed: number): () => number {
  let count = 0;
  return () => createHash('sha256').update(`${seed}/${count++}`).digest().readUInt32BE() / 2 ** 32;
}
