import { Token } from 'aws-cdk-lib';
import { ThrottleSettings } from 'aws-cdk-lib/aws-apigatewayv2';
import { broken, Details, Rule } from './rule';
import { Settings } from './settings';

const REFUSED = 'With 0 the routes would refuse every request.';
const LINK = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html';

/** What limits under a path must be. */
export const limitRules = (path: string) => ({
  rateLimit: { path: `${path}.rateLimit`, allowed: 'a number of requests per second above 0', advice: REFUSED, link: LINK },
  burstLimit: { path: `${path}.burstLimit`, allowed: 'a whole number of requests of at least 1', advice: REFUSED, link: LINK },
}) satisfies Record<string, Rule>;

export function limitBreaks(rules: ReturnType<typeof limitRules>, { rateLimit, burstLimit }: ThrottleSettings, details?: Details): string[] {
  return [
    ...rateLimit === undefined || Token.isUnresolved(rateLimit) || (Number.isFinite(rateLimit) && rateLimit > 0) ? []
      : [broken(rules.rateLimit, rateLimit, details)],
    ...burstLimit === undefined || Token.isUnresolved(burstLimit) || (Number.isSafeInteger(burstLimit) && burstLimit >= 1) ? []
      : [broken(rules.burstLimit, burstLimit, details)],
  ];
}

export const throttleRules = limitRules('throttle.{routes}');

export function throttleProblems({ throttle }: Settings): string[] {
  return (['credentialRoutes', 'otherRoutes'] as const).flatMap((routes) => limitBreaks(throttleRules, throttle[routes], { routes }));
}
