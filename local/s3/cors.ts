/** A bucket's CorsConfiguration: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html. */
import { wildcardMatch } from '../iam-conditions';
import type { ServiceResponse } from '../service';
import { S3Error } from './error';
import type { Known } from './properties';

export interface CorsRule {
  readonly origins: string[];
  readonly methods: string[];
  readonly headers: string[];
  readonly exposed: string[];
  readonly maxAge?: number;
}

export function parseCors(configuration: Known): CorsRule[] {
  const rules = configuration.list('CorsRules').map((rule) => {
    rule.ignore('Id');
    const parsed = {
      origins: rule.texts('AllowedOrigins'),
      methods: rule.texts('AllowedMethods'),
      headers: rule.texts('AllowedHeaders').map((header) => header.toLowerCase()),
      exposed: rule.texts('ExposedHeaders'),
      maxAge: rule.count('MaxAge'),
    };
    rule.end();
    return parsed;
  });
  configuration.end();
  return rules;
}

/** What a browser asks before it sends a request. */
export function preflight(rules: readonly CorsRule[], headers: Record<string, string>): ServiceResponse {
  const { origin } = headers;
  const method = headers['access-control-request-method'];
  if (!origin || !method) throw new S3Error(400, 'BadRequest', 'Insufficient information. Origin request header needed.');
  const asked = (headers['access-control-request-headers'] ?? '').split(',').map((header) => header.trim().toLowerCase()).filter(Boolean);
  const rule = ruleFor(rules, origin, method, asked);
  if (!rule) throw new S3Error(403, 'AccessForbidden', 'CORSResponse: This CORS request is not allowed.');
  return {
    status: 200,
    headers: {
      ...answerOf(rule, origin),
      ...(asked.length > 0 && { 'access-control-allow-headers': asked.join(', ') }),
      ...(rule.maxAge !== undefined && { 'access-control-max-age': String(rule.maxAge) }),
    },
    body: '',
  };
}

/** What the answer to a browser's request carries; nothing where no rule fits. */
export function corsHeaders(rules: readonly CorsRule[], method: string, origin: string | undefined): Record<string, string> {
  const rule = origin === undefined ? undefined : ruleFor(rules, origin, method, []);
  return rule ? answerOf(rule, origin!) : {};
}

function ruleFor(rules: readonly CorsRule[], origin: string, method: string, asked: string[]): CorsRule | undefined {
  return rules.find((rule) => rule.methods.includes(method)
    && rule.origins.some((allowed) => wildcardMatch(allowed, origin))
    && asked.every((header) => rule.headers.some((allowed) => wildcardMatch(allowed, header))));
}

function answerOf(rule: CorsRule, origin: string): Record<string, string> {
  const everybody = rule.origins.includes('*');
  return {
    'access-control-allow-origin': everybody ? '*' : origin,
    'access-control-allow-methods': rule.methods.join(', '),
    ...(rule.exposed.length > 0 && { 'access-control-expose-headers': rule.exposed.join(', ') }),
    ...(!everybody && { 'access-control-allow-credentials': 'true' }),
    'vary': 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}
