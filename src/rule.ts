import { Duration, Token } from 'aws-cdk-lib';
import { describe } from './problem';

/**
 * What a prop has to meet: checked at synth, and a line of docs/validation.md. In the texts `{name}` stands for what only a violation knows: the
 * key of a map, a position, the other value that it has to get along with.
 */
export interface Rule {
  /** The property as it is typed: `groups.{name}.scopes[{index}]`. */
  readonly path: string;
  /** Completes "must be ...". */
  readonly allowed: string;
  /** What to do about it, and why, in whole sentences. */
  readonly advice: string;
  /** The page that the fact is from. */
  readonly link: string;
}

/** The sentence about a value that breaks a rule. */
export function broken(rule: Rule, given: unknown, details: Record<string, string | number> = {}): string {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name) => String(details[name] ?? whole));
  return `${fill(rule.path)} must be ${fill(rule.allowed)}, but is ${describe(given)}. ${fill(rule.advice)} See ${rule.link}`;
}

export interface NumberRule extends Rule {
  readonly least: number;
  readonly most: number;
}

/** A whole number between bounds, both included. */
export function numberRule(path: string, least: number, most: number, advice: string, link: string): NumberRule {
  return { path, allowed: `a whole number from ${least} to ${most}`, advice, link, least, most };
}

export function numberBreaks(rule: NumberRule, given: number | undefined, details?: Record<string, string | number>): string[] {
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

export function durationBreaks(rule: DurationRule, given: Duration | undefined, details?: Record<string, string | number>): string[] {
  if (given === undefined || given.isUnresolved()) return [];
  const milliseconds = given.toMilliseconds({ integral: false });
  const inRange = milliseconds >= rule.least.toMilliseconds() && milliseconds <= rule.most.toMilliseconds();
  return inRange && milliseconds % rule.unit.toMilliseconds() === 0 ? [] : [broken(rule, given, details)];
}
