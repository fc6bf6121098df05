/**
 * Where a pool's domain is on AWS: one of its own, or a prefix before Cognito's, which has FIPS endpoints only in GovCloud.
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html [D]
 */
export function domainHost(domain: string, region: string): string {
  return domain.includes('.') ? domain : `${domain}.${region.startsWith('us-gov-') ? 'auth-fips' : 'auth'}.${region}.amazoncognito.com`;
}
