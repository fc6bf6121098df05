import { Duration, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * What a prop has to meet: checked at synth, and a line of docs/validation.md. In the texts `{name}` stands for what only a violation knows: the
 * key of a map, a position, the other value that it has to get along with. `{{code}}` is `{code}` itself.
 */
export interface Rule {
  /** The property as it is typed: `groups.{name}.scopes[{index}]`. */
  readonly path: string;
  /** Completes "must be ...". */
  readonly allowed: string;
  /** What to do about it, and why, in whole sentences. */
  readonly advice: string;
  /** The page that the fact is from; where the rule is ours alone, a section of our own. */
  readonly link: string;
}

/** What a violation fills in for the `{name}`s of a rule. */
export interface Details {
  readonly [name: string]: string | number;
}

/** The sentence about a value that breaks a rule. */
export function broken(rule: Rule, given: unknown, details: Details = {}): string {
  return sentence(rule, `, but is ${describe(given)}`, details);
}

/** The same about a prop that is there and must not be, or the other way round, whatever its value. */
export function misplaced(rule: Rule, details: Details = {}): string {
  return sentence(rule, '', details);
}

function sentence({ path, allowed, advice, link }: Rule, given: string, details: Details): string {
  const fill = (text: string) => fillIn(text, (name) => String(details[name] ?? `{${name}}`));
  return `${fill(path)} must be ${fill(allowed)}${given}. ${fill(advice)} See ${link}`;
}

/** Replaces each `{name}`, and `{{code}}` by `{code}`. */
export function fillIn(text: string, valueOf: (name: string) => string): string {
  return text.replace(/\{(\w+)\}|\{(\{\w+\})\}/g, (_, name, literal) => literal ?? valueOf(name));
}

/** A page of our own documentation: `docs/guide/routes.md#your-own-routes`. */
export const ourPage = (page: string) => `https://github.com/cognito-auth-api/cognito-auth-api/blob/main/${page}`;

function describe(given: unknown): string {
  if (given instanceof Duration) return given.isUnresolved() ? 'a duration that is only known when deploying' : given.toHumanString();
  if (Construct.isConstruct(given)) return JSON.stringify((given as Construct).node.path);
  if (typeof given === 'string' && Token.isUnresolved(given)) return 'a value that is only known when deploying';
  if (given === undefined) return 'left out';
  if (typeof given === 'number') return String(given);
  // A construct somewhere inside leads to its whole tree, and back.
  return JSON.stringify(given, (_, value) => Construct.isConstruct(value) ? (value as Construct).node.path : value);
}

export interface NumberRule extends Rule {
  readonly least: number;
  readonly most: number;
}

/** A whole number between bounds, both included. */
export function numberRule(path: string, least: number, most: number, advice: string, link: string): NumberRule {
  return { path, allowed: `a whole number from ${least} to ${most}`, advice, link, least, most };
}

export function numberBreaks(rule: NumberRule, given: number | undefined, details?: Details): string[] {
  if (given === undefined || Token.isUnresolved(given)) return [];
  return Number.isInteger(given) && given >= rule.least && given <= rule.most ? [] : [broken(rule, given, details)];
}

export interface DurationRule extends Rule {
  readonly unit: Duration;
  readonly least: Duration;
  readonly most: Duration;
}

/** So many whole units of time between bounds, both included. */
export function durationRule(path: string, unit: Duration, least: Duration, most: Duration, advice: string, link: string): DurationRule {
  return { path, allowed: `${least.toHumanString()} to ${most.toHumanString()}, in whole ${unit.unitLabel()}`, advice, link, unit, least, most };
}

export function durationBreaks(rule: DurationRule, given: Duration | undefined, details?: Details): string[] {
  if (given === undefined || given.isUnresolved()) return [];
  const milliseconds = given.toMilliseconds({ integral: false });
  const inRange = milliseconds >= rule.least.toMilliseconds() && milliseconds <= rule.most.toMilliseconds();
  return inRange && milliseconds % rule.unit.toMilliseconds() === 0 ? [] : [broken(rule, given, details)];
}
