import { Duration, Token } from 'aws-cdk-lib';
import { ThrottleSettings } from 'aws-cdk-lib/aws-apigatewayv2';

/** `path` as the user types it, what is allowed, what was given, what to do. */
export function problem(path: string, allowed: string, given: unknown, advice: string): string {
  return `${path} must be ${allowed}, but is ${describe(given)}. ${advice}`;
}

export function describe(given: unknown): string {
  if (given instanceof Duration) return given.toHumanString();
  return typeof given === 'number' ? String(given) : JSON.stringify(given);
}

export function durationProblems(
  path: string, given: Duration, unit: Duration, least: Duration, most: Duration, advice: string,
): string[] {
  if (given.isUnresolved()) return [];
  const milliseconds = given.toMilliseconds({ integral: false });
  const inRange = milliseconds >= least.toMilliseconds() && milliseconds <= most.toMilliseconds();
  if (inRange && milliseconds % unit.toMilliseconds() === 0) return [];
  const allowed = `${least.toHumanString()} to ${most.toHumanString()}, in whole ${unit.unitLabel()}`;
  return [problem(path, allowed, given, advice)];
}

export function numberProblems(path: string, given: number | undefined, least: number, most: number, advice: string): string[] {
  if (given === undefined || Token.isUnresolved(given)) return [];
  if (Number.isInteger(given) && given >= least && given <= most) return [];
  return [problem(path, `a whole number from ${least} to ${most}`, given, advice)];
}

export function limitProblems(path: string, { rateLimit, burstLimit }: ThrottleSettings): string[] {
  const problems: string[] = [];
  if (rateLimit !== undefined && !Token.isUnresolved(rateLimit) && !(Number.isFinite(rateLimit) && rateLimit > 0)) {
    problems.push(problem(`${path}.rateLimit`, 'a number of requests per second above 0', rateLimit, 'With 0 the routes would refuse every request.'));
  }
  if (burstLimit !== undefined && !Token.isUnresolved(burstLimit) && !(Number.isSafeInteger(burstLimit) && burstLimit >= 1)) {
    problems.push(problem(`${path}.burstLimit`, 'a whole number of requests of at least 1', burstLimit, 'With 0 the routes would refuse every request.'));
  }
  return problems;
}
