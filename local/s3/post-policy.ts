/** The conditions that a browser's form has to meet: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html. */
import { notImplemented, S3Error } from './error';

type Condition = ['eq' | 'starts-with', field: string, value: string] | ['content-length-range', min: number, max: number];

export interface PostPolicy {
  readonly expiration: number;
  readonly conditions: readonly Condition[];
}

/** [D] They need no condition, nor does a field whose name begins with x-ignore-. */
const FREE = ['x-amz-signature', 'file', 'policy'];

export function parsePolicy(encoded: string): PostPolicy {
  let policy: any;
  try {
    policy = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64')));
  } catch {
    throw invalidDocument('Invalid JSON.');
  }
  const expiration = Date.parse(policy?.expiration);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(policy?.expiration) || Number.isNaN(expiration)) throw invalidDocument('Invalid \'expiration\' value');
  if (!Array.isArray(policy.conditions)) throw invalidDocument('Policy is missing conditions.');
  return { expiration, conditions: policy.conditions.flatMap(parseCondition) };
}

function parseCondition(raw: any): Condition[] {
  if (Array.isArray(raw) && raw.length === 3) {
    const [operator, one, other] = raw;
    if (operator === 'content-length-range') {
      if (![one, other].every((value) => /^\d+$/.test(String(value)))) throw invalidDocument('Invalid content-length-range.');
      return [[operator, Number(one), Number(other)]];
    }
    if (['eq', 'starts-with'].includes(operator) && typeof one === 'string' && one.startsWith('$') && typeof other === 'string') {
      return [[operator, one.slice(1).toLowerCase(), other]];
    }
  } else if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) {
    return Object.entries(raw).map(([field, value]): Condition => {
      if (typeof value !== 'string') throw invalidDocument('Invalid Simple-Condition: value must be a string.');
      return ['eq', field.toLowerCase(), value];
    });
  }
  throw invalidDocument(`Invalid Condition: ${JSON.stringify(raw)}`);
}

/** Throws where the form must not be taken. Names of fields are in lower case; the bucket is always one of them. */
export function checkForm({ expiration, conditions }: PostPolicy, fields: ReadonlyMap<string, string>, size: number, now: number): void {
  if (now >= expiration) throw denied('Policy expired.');
  for (const [operator, field, value] of conditions) {
    if (operator === 'content-length-range') continue;
    // [M] Of a list of types S3 looks at each one.
    if (field === 'content-type' && operator === 'starts-with' && fields.get(field)?.includes(',')) throw notImplemented('a list of types in a form');
    const given = fields.get(field) ?? '';
    const holds = operator === 'eq' ? given === value : given.startsWith(value as string);
    if (!holds) throw denied(`Policy Condition failed: ["${operator}", "$${field}", "${value}"]`);
  }
  const named = new Set(conditions.map(([, field]) => field));
  const extra = [...fields.keys()].find((name) => !named.has(name) && !FREE.includes(name) && !name.startsWith('x-ignore-'));
  // [O] The text, and that the bucket counts as a field of the form whether it is one or not.
  if (extra !== undefined) throw denied(`Extra input fields: ${extra}`);
  for (const [operator, min, max] of conditions) {
    if (operator !== 'content-length-range') continue;
    if (size > max) throw tooMuch('EntityTooLarge', 'exceeds the maximum', size, { MaxSizeAllowed: String(max) });
    if (size < Number(min)) throw tooMuch('EntityTooSmall', 'is smaller than the minimum', size, { MinSizeAllowed: String(min) });
  }
}

function denied(why: string): S3Error {
  return new S3Error(403, 'AccessDenied', `Invalid according to Policy: ${why}`);
}

function invalidDocument(why: string): S3Error {
  return new S3Error(400, 'InvalidPolicyDocument', `Invalid Policy: ${why}`);
}

function tooMuch(code: string, how: string, size: number, bound: Record<string, string>): S3Error {
  return new S3Error(400, code, `Your proposed upload ${how} allowed size`, { ProposedSize: String(size), ...bound });
}
