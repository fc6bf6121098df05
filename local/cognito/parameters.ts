import { Fault, invalidParameter } from './errors';

interface Constraint {
  readonly pattern?: RegExp;
  /** As AWS writes it in the refusal. */
  readonly text?: string;
  readonly min?: number;
  readonly max?: number;
  readonly sensitive?: boolean;
}

const of = (text: string, min: number, max: number, sensitive = false): Constraint =>
  ({ pattern: new RegExp(`^(?:${text})$`, 'su'), text, min, max, sensitive });

const NAME = '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+';

/** [D] The API reference's constraints, for the members whose violation a caller can meet. */
const CONSTRAINTS: Record<string, Constraint> = {
  UserPoolId: of('[\\w-]+_[0-9a-zA-Z]+', 1, 55),
  ClientId: of('[\\w+]+', 1, 128, true),
  Username: of(NAME, 1, 128, true),
  Password: of('\\S(?:.*\\S)?', 1, 256, true),
  ProposedPassword: of('\\S(?:.*\\S)?', 1, 256, true),
  PreviousPassword: of('\\S(?:.*\\S)?', 1, 256, true),
  TemporaryPassword: of('\\S(?:.*\\S)?', 1, 256, true),
  Session: { min: 20, max: 2048, sensitive: true },
  AccessToken: of('[A-Za-z0-9\\-_=.]+', 1, 16_384, true),
  RefreshToken: of('[A-Za-z0-9\\-_=.]+', 1, 16_384, true),
  Token: of('[A-Za-z0-9\\-_=.]+', 1, 16_384, true),
  UserCode: of('[0-9]+', 6, 6, true),
  ConfirmationCode: of('\\S+', 1, 2048),
  Code: of('\\S+', 1, 2048),
  SecretHash: of('[\\w+=/]+', 1, 128, true),
  ClientSecret: of('[\\w+]+', 1, 64, true),
  GroupName: of(NAME, 1, 128),
  PoolName: of('[\\w\\s+=,.@-]+', 1, 128),
  ClientName: of('[\\w\\s+=,.@-]+', 1, 128),
  Filter: { max: 256 },
  PaginationToken: of('\\S+', 1, 131_072),
};

const RANGES: Record<string, readonly [number, number]> = { Limit: [0, 60], MaxResults: [1, 60] };

const camel = (name: string) => name[0].toLowerCase() + name.slice(1);

/** [O] AWS lists all violations in one refusal. */
export function checkParameters(operation: string, input: Record<string, unknown>, required: readonly string[], known: readonly string[]): void {
  const unknown = Object.keys(input).find((name) => !known.includes(name));
  // AWS would pass over it; here a parameter that nobody honours must not go unnoticed.
  if (unknown) throw new Fault('UnknownParameterException', `the offline Cognito does not have the parameter ${unknown} of ${operation}`);
  const violations = [
    ...required.filter((name) => input[name] === undefined || input[name] === null)
      .map((name) => `Value at '${camel(name)}' failed to satisfy constraint: Member must not be null`),
    ...Object.entries(input).flatMap(([name, value]) => violation(name, value)),
  ];
  if (violations.length === 0) return;
  const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
  throw invalidParameter(`${count} detected: ${violations.join('; ')}`);
}

/** Maps of texts, of which a value of another kind does not get as far as the operation. */
const MAPS = ['AuthParameters', 'ChallengeResponses', 'ClientMetadata'];

function checkMap(name: string, value: unknown): void {
  const map = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!map || Object.values(value).some((inner) => typeof inner !== 'string')) {
    throw new Fault('SerializationException', `${name} must be a map of strings`);
  }
}

function violation(name: string, value: unknown): string[] {
  if (MAPS.includes(name) && value !== undefined && value !== null) checkMap(name, value);
  const failed = (why: string, shown = '') => [`Value ${shown}at '${camel(name)}' failed to satisfy constraint: ${why}`];
  const range = RANGES[name];
  if (range && typeof value === 'number') {
    if (value < range[0]) return failed(`Member must have value greater than or equal to ${range[0]}`, `'${value}' `);
    return value > range[1] ? failed(`Member must have value less than or equal to ${range[1]}`, `'${value}' `) : [];
  }
  const constraint = CONSTRAINTS[name];
  if (!constraint || value === undefined || value === null) return [];
  if (typeof value !== 'string') throw new Fault('SerializationException', `${name} must be a string`);
  const { min = 0, max = Infinity, pattern, text, sensitive } = constraint;
  const shown = sensitive ? '' : `'${value}' `;
  if (value.length < min) return failed(`Member must have length greater than or equal to ${min}`, shown);
  if (value.length > max) return failed(`Member must have length less than or equal to ${max}`, shown);
  return pattern && !pattern.test(value) ? failed(`Member must satisfy regular expression pattern: ${text}`, shown) : [];
}
