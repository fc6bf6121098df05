import { Stack, Token } from 'aws-cdk-lib';
import { SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { IConstruct } from 'constructs';
import { numberProblems, problem } from './problem';
import { Settings } from './settings';

/** What stands between clients and the API: domain name, web ACLs, CloudFront. */
export function edgeProblems(scope: IConstruct, settings: Settings): string[] {
  return [
    ...customDomainProblems(scope, settings),
    ...webAclProblems(scope, settings),
    ...cloudFrontProblems(scope, settings),
  ];
}

const CLOUDFRONT_REGION = 'us-east-1';

/** Undefined where only the deployment knows. */
function regionOf(scope: IConstruct): string | undefined {
  const { region } = Stack.of(scope);
  return Token.isUnresolved(region) ? undefined : region;
}

function customDomainProblems(scope: IConstruct, { customDomain }: Settings): string[] {
  if (!customDomain) return [];
  const { domainName, certificate, hostedZone, mutualTls, securityPolicy } = customDomain;
  const problems = [
    ...domainNameProblems('customDomain', domainName, hostedZone),
    ...certificateProblems('customDomain.certificate', certificate, regionOf(scope), 'API Gateway looks for it beside the API: request one there.'),
  ];
  if (securityPolicy !== undefined && securityPolicy !== SecurityPolicy.TLS_1_2) {
    problems.push(problem('customDomain.securityPolicy', '"TLS_1_2"', securityPolicy, 'HTTP APIs know no other; it admits TLS 1.3 as well.'));
  }
  if (mutualTls) {
    const { truststoreKey: key, truststoreVersion: version } = mutualTls;
    if (!Token.isUnresolved(key) && !(/^[^/]/.test(key) && Buffer.byteLength(key) <= 1024)) {
      problems.push(problem('customDomain.mutualTls.truststoreKey', 'the key of an object: 1 to 1,024 bytes, without a slash at its start', key,
        'Write it as S3 shows it below the bucket, such as "clients/truststore.pem".'));
    }
    if (version !== undefined && !Token.isUnresolved(version) && !/^\S{1,1024}$/.test(version)) {
      problems.push(problem('customDomain.mutualTls.truststoreVersion', 'the id of an object\'s version', version,
        'Take it from the bucket, which must be versioned, or leave it out for the latest.'));
    }
  }
  return problems;
}

/** Labels of letters, digits and inner hyphens, and more than one of them. */
export const DOMAIN_NAME = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function domainNameProblems(path: string, domainName: string, hostedZone: IHostedZone | undefined): string[] {
  if (Token.isUnresolved(domainName)) return [];
  if (!DOMAIN_NAME.test(domainName)) {
    return [problem(`${path}.domainName`, 'a domain name in lower case, without a wildcard', domainName,
      'Write the name alone, such as "auth.example.com": no scheme, no path, no dot at its end.')];
  }
  const zoneName = hostedZone && zoneNameOf(hostedZone);
  if (zoneName === undefined || domainName === zoneName || domainName.endsWith(`.${zoneName}`)) return [];
  return [problem(`${path}.hostedZone`, `a zone that "${domainName}" lies in`, zoneName, 'Give the zone of that domain, or leave it out and make the records yourself.')];
}

/** Undefined where it is not known yet, or not at all: a zone that was imported by its id alone throws. */
export function zoneNameOf(zone: IHostedZone): string | undefined {
  try {
    return Token.isUnresolved(zone.zoneName) ? undefined : zone.zoneName.replace(/\.$/, '');
  } catch {
    return undefined;
  }
}

function certificateProblems(path: string, { certificateArn }: ICertificate, region: string | undefined, advice: string): string[] {
  if (region === undefined || Token.isUnresolved(certificateArn)) return [];
  return certificateArn.split(':')[3] === region ? [] : [problem(path, `a certificate of ACM in ${region}`, certificateArn, advice)];
}

/** `arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/name/id` */
const WEB_ACL = /^arn:[^:]+:wafv2:([^:]+):[0-9]{12}:(regional|global)\/webacl\/[^/]+\/[^/]+$/;

function webAclArnProblems(path: string, given: string | undefined, scope: 'REGIONAL' | 'CLOUDFRONT', region: string | undefined, advice: string): string[] {
  if (given === undefined || Token.isUnresolved(given)) return [];
  const [, itsRegion, kind] = WEB_ACL.exec(given) ?? [];
  const ofScope = kind === (scope === 'REGIONAL' ? 'regional' : 'global');
  if (ofScope && (region === undefined || itsRegion === region)) return [];
  const where = region === undefined ? '' : ` in ${region}`;
  return [problem(path, `the ARN of a WAF (wafv2) web ACL of scope ${scope}${where}`, given, advice)];
}

function webAclProblems(scope: IConstruct, { webAclArn }: Settings): string[] {
  return webAclArnProblems('webAclArn', webAclArn, 'REGIONAL', regionOf(scope),
    'It guards the user pool, which is in the stack\'s region; a web ACL of scope CLOUDFRONT goes to cloudFront.webAclArn.');
}

function cloudFrontProblems(scope: IConstruct, { cloudFront, customDomain }: Settings): string[] {
  if (!cloudFront) return [];
  const { domainName, certificate, hostedZone, rateLimiting, rateLimit, webAclArn } = cloudFront;
  const problems = [
    ...domainName === undefined ? [] : domainNameProblems('cloudFront', domainName, hostedZone),
    ...certificate ? certificateProblems('cloudFront.certificate', certificate, CLOUDFRONT_REGION,
      'CloudFront looks for it there, wherever the stack is: request one there.') : [],
    ...numberProblems('cloudFront.rateLimit', rateLimit, 10, 2_000_000_000, 'These are WAF\'s limits, for any 5 minutes.'),
    ...webAclArnProblems('cloudFront.webAclArn', webAclArn, 'CLOUDFRONT', CLOUDFRONT_REGION,
      'WAF guards distributions by such ACLs only; one of scope REGIONAL goes to webAclArn, for the user pool.'),
  ];
  if (domainName !== undefined && !certificate) {
    problems.push('cloudFront.certificate must be given where cloudFront.domainName is. Request one for that name from ACM in us-east-1.');
  }
  for (const [name, value] of Object.entries({ certificate, hostedZone })) {
    if (value !== undefined && domainName === undefined) {
      problems.push(`cloudFront.${name} must be left out where cloudFront.domainName is. Give the name that it is for, or remove it.`);
    }
  }
  if (domainName !== undefined && domainName === customDomain?.domainName && !Token.isUnresolved(domainName)) {
    problems.push(problem('cloudFront.domainName', 'another name than customDomain.domainName', domainName,
      'A name leads to the distribution or to the API behind it: leave customDomain out, or name the API itself otherwise.'));
  }
  if (customDomain?.mutualTls) {
    problems.push('customDomain.mutualTls must be left out where cloudFront is given: CloudFront ends the clients\' connections, and shows the API '
      + 'no certificate of theirs. Remove one of the two.');
  }
  if (webAclArn !== undefined) {
    for (const [name, given] of [['rateLimiting', rateLimiting === true], ['rateLimit', rateLimit !== undefined]] as const) {
      if (given) problems.push(`cloudFront.${name} must be left out where cloudFront.webAclArn is given: a distribution has one web ACL. Add such a rule to yours.`);
    }
  } else if (rateLimiting === false) {
    if (rateLimit !== undefined) problems.push('cloudFront.rateLimit must be left out where cloudFront.rateLimiting is false. Remove one of the two.');
  } else if (regionOf(scope) !== CLOUDFRONT_REGION) {
    problems.push(problem('cloudFront', 'in a stack whose env.region is "us-east-1", where WAF keeps all web ACLs for CloudFront',
      regionOf(scope) ?? 'a stack without a region',
      'Deploy there; or make the web ACL in a stack there and give its ARN as cloudFront.webAclArn; or go without by cloudFront.rateLimiting: false.'));
  }
  return problems;
}
