import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';

/** Kept for the OpenID configuration; there is no hosted sign-in behind it. */
export function makeUserPoolDomain(cognito: Cognito, resource: Resource): Made {
  const { UserPoolId: poolId, Domain: domain } = resource.properties;
  cognito.pool(poolId).domain = domain;
  // Behind a custom domain stands a CloudFront distribution; a name that cannot resolve is better than an empty one.
  return { ref: domain, attributes: { CloudFrontDistribution: `${domain.replace(/\W/g, '-')}.cloudfront.invalid` } };
}
