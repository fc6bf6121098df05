import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';

/** It cannot be reached offline: the runner serves it below `/_local/auth/<domain>`. */
export function makeUserPoolDomain(cognito: Cognito, resource: Resource): Made {
  const { UserPoolId: poolId, Domain: domain, CustomDomainConfig: custom } = resource.properties;
  Object.assign(cognito.pool(poolId), custom ? { customDomain: domain } : { domain });
  // Behind a custom domain stands a CloudFront distribution; a name that cannot resolve is better than an empty one.
  return { ref: domain, attributes: { CloudFrontDistribution: `${domain.replace(/\W/g, '-')}.cloudfront.invalid` } };
}
