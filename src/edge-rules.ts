import { numberRule, ourPage, Rule } from './rule';

export const CLOUDFRONT_REGION = 'us-east-1';
const MUTUAL_TLS = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mutual-tls.html';
const CERTIFICATES = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html';
const NAMES = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html';
const WEB_ACLS = 'https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html';
const OURS = ourPage('docs/guide/edge.md#at-the-edge');

const domainNameRule = (path: string, link: string): Rule => ({
  path: `${path}.domainName`,
  allowed: 'a domain name in lower case, without a wildcard',
  advice: 'Write the name alone, such as "auth.example.com": no scheme, no path, no dot at its end.',
  link,
});
const hostedZoneRule = (path: string): Rule => ({
  path: `${path}.hostedZone`,
  allowed: 'a zone that "{domainName}" lies in',
  advice: 'Give the zone of that domain, or leave it out and make the records yourself.',
  link: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html',
});

export const customDomainRules = {
  domainName: domainNameRule('customDomain', 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html'),
  hostedZone: hostedZoneRule('customDomain'),
  certificate: {
    path: 'customDomain.certificate',
    allowed: 'a certificate of ACM in {region}',
    advice: 'API Gateway looks for it beside the API: request one there.',
    link: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html',
  },
  securityPolicy: {
    path: 'customDomain.securityPolicy',
    allowed: '"TLS_1_2"',
    advice: 'HTTP APIs know no other; it admits TLS 1.3 as well.',
    link: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-ciphers.html',
  },
  truststoreKey: {
    path: 'customDomain.mutualTls.truststoreKey',
    allowed: 'the key of an object: 1 to 1,024 bytes, without a slash at its start',
    advice: 'Write it as S3 shows it below the bucket, such as "clients/truststore.pem".',
    link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html',
  },
  truststoreVersion: {
    path: 'customDomain.mutualTls.truststoreVersion',
    allowed: 'the id of an object\'s version',
    advice: 'Take it from the bucket, which must be versioned, or leave it out for the latest.',
    link: MUTUAL_TLS,
  },
} satisfies Record<string, Rule>;

export const webAclRules = {
  arn: {
    path: 'webAclArn',
    allowed: 'the ARN of a WAF (wafv2) web ACL of scope REGIONAL{where}',
    advice: 'It guards the user pool, which is in the stack\'s region; a web ACL of scope CLOUDFRONT goes to cloudFront.webAclArn.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html',
  },
} satisfies Record<string, Rule>;

export const cloudFrontRules = {
  domainName: domainNameRule('cloudFront', NAMES),
  hostedZone: hostedZoneRule('cloudFront'),
  certificate: {
    path: 'cloudFront.certificate',
    allowed: 'a certificate of ACM in {region}',
    advice: 'CloudFront looks for it there, wherever the stack is: request one there.',
    link: CERTIFICATES,
  },
  rateLimit: numberRule('cloudFront.rateLimit', 10, 2_000_000_000, 'These are WAF\'s limits, for any 5 minutes.',
    'https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html'),
  webAclArn: {
    path: 'cloudFront.webAclArn',
    allowed: 'the ARN of a WAF (wafv2) web ACL of scope CLOUDFRONT{where}',
    advice: 'WAF guards distributions by such ACLs only; one of scope REGIONAL goes to webAclArn, for the user pool.',
    link: WEB_ACLS,
  },
  certificateOfName: {
    path: 'cloudFront.certificate',
    allowed: 'given where cloudFront.domainName is',
    advice: `Request one for that name from ACM in ${CLOUDFRONT_REGION}.`,
    link: CERTIFICATES,
  },
  nameless: {
    path: 'cloudFront.{prop}',
    allowed: 'left out where cloudFront.domainName is',
    advice: 'Give the name that it is for, or remove it.',
    link: NAMES,
  },
  otherName: {
    path: 'cloudFront.domainName',
    allowed: 'another name than customDomain.domainName',
    advice: 'A name leads to the distribution or to the API behind it: leave customDomain out, or name the API itself otherwise.',
    link: NAMES,
  },
  mutualTls: {
    path: 'customDomain.mutualTls',
    allowed: 'left out where cloudFront is given: CloudFront ends the clients\' connections, and shows the API no certificate of theirs',
    advice: 'Remove one of the two.',
    link: OURS,
  },
  oneWebAcl: {
    path: 'cloudFront.{prop}',
    allowed: 'left out where cloudFront.webAclArn is given: a distribution has one web ACL',
    advice: 'Add such a rule to yours.',
    link: WEB_ACLS,
  },
  rateLimitUnlimited: {
    path: 'cloudFront.rateLimit', allowed: 'left out where cloudFront.rateLimiting is false', advice: 'Remove one of the two.', link: OURS,
  },
  region: {
    path: 'cloudFront',
    allowed: `in a stack whose env.region is "${CLOUDFRONT_REGION}", where WAF keeps all web ACLs for CloudFront`,
    advice: 'Deploy there; or make the web ACL in a stack there and give its ARN as cloudFront.webAclArn; or go without by cloudFront.rateLimiting: false.',
    link: WEB_ACLS,
  },
} satisfies Record<string, Rule>;
