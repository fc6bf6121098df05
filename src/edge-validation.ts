import { Stack, Token } from 'aws-cdk-lib';
import { SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { IConstruct } from 'constructs';
import { CLOUDFRONT_REGION, cloudFrontRules, customDomainRules, webAclRules } from './edge-rules';
import { broken, misplaced, numberBreaks, Rule } from './rule';
import { Settings } from './settings';

/** What stands between clients and the API: domain name, web ACLs, CloudFront. */
export function edgeProblems(scope: IConstruct, settings: Settings): string[] {
  return [
    ...customDomainProblems(scope, settings),
    ...webAclProblems(scope, settings),
    ...cloudFrontProblems(scope, settings),
  ];
}

/** Undefined where only the deployment knows. */
function regionOf(scope: IConstruct): string | undefined {
  const { region } = Stack.of(scope);
  return Token.isUnresolved(region) ? undefined : region;
}

function customDomainProblems(scope: IConstruct, { customDomain }: Settings): string[] {
  if (!customDomain) return [];
  const { domainName, certificate, hostedZone, mutualTls, securityPolicy } = customDomain;
  const problems = [
    ...domainNameProblems(customDomainRules, domainName, hostedZone),
    ...certificateProblems(customDomainRules.certificate, certificate, regionOf(scope)),
  ];
  if (securityPolicy !== undefined && securityPolicy !== SecurityPolicy.TLS_1_2) {
    problems.push(broken(customDomainRules.securityPolicy, securityPolicy));
  }
  if (mutualTls) {
    const { truststoreKey: key, truststoreVersion: version } = mutualTls;
    if (!Token.isUnresolved(key) && !(/^[^/]/.test(key) && Buffer.byteLength(key) <= 1024)) {
      problems.push(broken(customDomainRules.truststoreKey, key));
    }
    if (version !== undefined && !Token.isUnresolved(version) && !/^\S{1,1024}$/.test(version)) {
      problems.push(broken(customDomainRules.truststoreVersion, version));
    }
  }
  return problems;
}

/** Labels of letters, digits and inner hyphens, and more than one of them. */
export const DOMAIN_NAME = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function domainNameProblems(
  rules: { readonly domainName: Rule; readonly hostedZone: Rule }, domainName: string, hostedZone: IHostedZone | undefined,
): string[] {
  if (Token.isUnresolved(domainName)) return [];
  if (!DOMAIN_NAME.test(domainName)) return [broken(rules.domainName, domainName)];
  const zoneName = hostedZone && zoneNameOf(hostedZone);
  if (zoneName === undefined || domainName === zoneName || domainName.endsWith(`.${zoneName}`)) return [];
  return [broken(rules.hostedZone, zoneName, { domainName })];
}

/** Undefined where it is not known yet, or not at all: a zone that was imported by its id alone throws. */
export function zoneNameOf(zone: IHostedZone): string | undefined {
  try {
    return Token.isUnresolved(zone.zoneName) ? undefined : zone.zoneName.replace(/\.$/, '');
  } catch {
    return undefined;
  }
}

function certificateProblems(rule: Rule, { certificateArn }: ICertificate, region: string | undefined): string[] {
  if (region === undefined || Token.isUnresolved(certificateArn)) return [];
  return certificateArn.split(':')[3] === region ? [] : [broken(rule, certificateArn, { region })];
}

/** `arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/name/id` */
const WEB_ACL = /^arn:[^:]+:wafv2:([^:]+):[0-9]{12}:(regional|global)\/webacl\/[^/]+\/[^/]+$/;

function webAclArnProblems(rule: Rule, given: string | undefined, expected: 'regional' | 'global', region: string | undefined): string[] {
  if (given === undefined || Token.isUnresolved(given)) return [];
  const [, itsRegion, kind] = WEB_ACL.exec(given) ?? [];
  if (kind === expected && (region === undefined || itsRegion === region)) return [];
  return [broken(rule, given, { where: region === undefined ? '' : ` in ${region}` })];
}

function webAclProblems(scope: IConstruct, { webAclArn }: Settings): string[] {
  return webAclArnProblems(webAclRules.arn, webAclArn, 'regional', regionOf(scope));
}

function cloudFrontProblems(scope: IConstruct, { cloudFront, customDomain }: Settings): string[] {
  if (!cloudFront) return [];
  const { domainName, certificate, hostedZone, rateLimiting, rateLimit, webAclArn } = cloudFront;
  const problems = [
    ...domainName === undefined ? [] : domainNameProblems(cloudFrontRules, domainName, hostedZone),
    ...certificate ? certificateProblems(cloudFrontRules.certificate, certificate, CLOUDFRONT_REGION) : [],
    ...numberBreaks(cloudFrontRules.rateLimit, rateLimit),
    ...webAclArnProblems(cloudFrontRules.webAclArn, webAclArn, 'global', CLOUDFRONT_REGION),
  ];
  if (domainName !== undefined && !certificate) problems.push(misplaced(cloudFrontRules.certificateOfName));
  for (const [prop, value] of Object.entries({ certificate, hostedZone })) {
    if (value !== undefined && domainName === undefined) problems.push(misplaced(cloudFrontRules.nameless, { prop }));
  }
  if (domainName !== undefined && domainName === customDomain?.domainName && !Token.isUnresolved(domainName)) {
    problems.push(broken(cloudFrontRules.otherName, domainName));
  }
  if (customDomain?.mutualTls) problems.push(misplaced(cloudFrontRules.mutualTls));
  if (webAclArn !== undefined) {
    for (const [prop, given] of [['rateLimiting', rateLimiting === true], ['rateLimit', rateLimit !== undefined]] as const) {
      if (given) problems.push(misplaced(cloudFrontRules.oneWebAcl, { prop }));
    }
  } else if (rateLimiting === false) {
    if (rateLimit !== undefined) problems.push(misplaced(cloudFrontRules.rateLimitUnlimited));
  } else if (regionOf(scope) !== CLOUDFRONT_REGION) {
    problems.push(broken(cloudFrontRules.region, regionOf(scope) ?? 'a stack without a region'));
  }
  return problems;
}
