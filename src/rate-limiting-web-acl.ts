import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** Answers as API Gateway's own limit does, so that clients need to know one answer only. */
const TOO_MANY_REQUESTS: CfnWebACL.CustomResponseBodyProperty = {
  contentType: 'APPLICATION_JSON',
  content: JSON.stringify({ message: 'Too Many Requests' }),
};

/** Bounds the requests of each address in any five minutes, for a distribution. */
export function makeRateLimitingWebAcl(scope: Construct, limit: number): CfnWebACL {
  const visible = (metricName: string): CfnWebACL.VisibilityConfigProperty =>
    ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName });
  return new CfnWebACL(scope, 'WebAcl', {
    scope: 'CLOUDFRONT',
    description: 'Limits the requests of each address to the auth API',
    defaultAction: { allow: {} },
    customResponseBodies: { TooManyRequests: TOO_MANY_REQUESTS },
    // Samples would keep headers, and the console would show the tokens in them.
    visibilityConfig: visible('AuthApi'),
    rules: [{
      name: 'RateLimit',
      priority: 0,
      statement: { rateBasedStatement: { limit, aggregateKeyType: 'IP', evaluationWindowSec: 300 } },
      action: { block: { customResponse: { responseCode: 429, customResponseBodyKey: 'TooManyRequests' } } },
      visibilityConfig: visible('AuthApiRateLimit'),
    }],
  });
}
