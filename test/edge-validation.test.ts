import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CognitoAuthApi, CognitoAuthApiProps } from '../src';
import { problemsOf as problemsIn } from './support/problems';
import { synth } from './support/template';

const imports = new Stack(new App(), 'Imports');
const certificateIn = (region: string) => Certificate.fromCertificateArn(imports, `Certificate-${region}`, `arn:aws:acm:${region}:123456789012:certificate/x`);
const [inFrankfurt, inVirginia] = ['eu-central-1', 'us-east-1'].map(certificateIn);
const zone = HostedZone.fromHostedZoneAttributes(imports, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
const truststoreBucket = Bucket.fromBucketName(imports, 'Truststore', 'trust');
const domain = { domainName: 'auth.example.com', certificate: inFrankfurt };
const regionalAcl = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/people/0123';
const globalAcl = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/front/0123';

const problemsOf = (props: CognitoAuthApiProps, region?: string) => problemsIn(props, { env: { region } });

const aName = 'a domain name in lower case, without a wildcard';
const theNameAlone = 'Write the name alone, such as "auth.example.com": no scheme, no path, no dot at its end.';
const guardsThePool = 'It guards the user pool, which is in the stack\'s region; a web ACL of scope CLOUDFRONT goes to cloudFront.webAclArn.';
const guardsDistributions = 'WAF guards distributions by such ACLs only; one of scope REGIONAL goes to webAclArn, for the user pool.';
const elsewhere = 'Deploy there; or make the web ACL in a stack there and give its ARN as cloudFront.webAclArn; or go without by cloudFront.rateLimiting: false.';
const mutualTls = { truststoreBucket, truststoreKey: 'ca.pem' };
const without = { rateLimiting: false };

test.each<[string, CognitoAuthApiProps, string]>([
  ['a scheme', { customDomain: { ...domain, domainName: 'https://auth.example.com' } },
    `customDomain.domainName must be ${aName}, but is "https://auth.example.com". ${theNameAlone}`],
  ['upper case', { customDomain: { ...domain, domainName: 'Auth.example.com' } },
    `customDomain.domainName must be ${aName}, but is "Auth.example.com". ${theNameAlone}`],
  ['a wildcard', { customDomain: { ...domain, domainName: '*.example.com' } },
    `customDomain.domainName must be ${aName}, but is "*.example.com". ${theNameAlone}`],
  ['a zone of another domain', { customDomain: { ...domain, domainName: 'auth.notexample.com', hostedZone: zone } },
    'customDomain.hostedZone must be a zone that "auth.notexample.com" lies in, but is "example.com". Give the zone of that domain, or leave it out and make the records yourself.'],
  ['a certificate of another region', { customDomain: { ...domain, certificate: inVirginia } },
    `customDomain.certificate must be a certificate of ACM in eu-central-1, but is "${inVirginia.certificateArn}". API Gateway looks for it beside the API: request one there.`],
  ['TLS 1.0', { customDomain: { ...domain, securityPolicy: SecurityPolicy.TLS_1_0 } },
    'customDomain.securityPolicy must be "TLS_1_2", but is "TLS_1_0". HTTP APIs know no other; it admits TLS 1.3 as well.'],
  ['an empty truststore key', { customDomain: { ...domain, mutualTls: { ...mutualTls, truststoreKey: '' } } },
    'customDomain.mutualTls.truststoreKey must be the key of an object: 1 to 1,024 bytes, without a slash at its start, but is "". Write it as S3 shows it below the bucket, such as "clients/truststore.pem".'],
  ['an empty truststore version', { customDomain: { ...domain, mutualTls: { ...mutualTls, truststoreVersion: '' } } },
    'customDomain.mutualTls.truststoreVersion must be the id of an object\'s version, but is "". Take it from the bucket, which must be versioned, or leave it out for the latest.'],

  ['a CloudFront web ACL for the pool', { webAclArn: globalAcl },
    `webAclArn must be the ARN of a WAF (wafv2) web ACL of scope REGIONAL in eu-central-1, but is "${globalAcl}". ${guardsThePool}`],
  ['a web ACL of another region', { webAclArn: regionalAcl.replace('eu-central-1', 'eu-west-1') },
    `webAclArn must be the ARN of a WAF (wafv2) web ACL of scope REGIONAL in eu-central-1, but is "${regionalAcl.replace('eu-central-1', 'eu-west-1')}". ${guardsThePool}`],
  ['the name of a web ACL', { webAclArn: 'people' },
    `webAclArn must be the ARN of a WAF (wafv2) web ACL of scope REGIONAL in eu-central-1, but is "people". ${guardsThePool}`],

  ['a rate-limiting front outside us-east-1', { cloudFront: {} },
    `cloudFront must be in a stack whose env.region is "us-east-1", where WAF keeps all web ACLs for CloudFront, but is "eu-central-1". ${elsewhere}`],
  ['a regional web ACL for the front', { cloudFront: { webAclArn: regionalAcl } },
    `cloudFront.webAclArn must be the ARN of a WAF (wafv2) web ACL of scope CLOUDFRONT in us-east-1, but is "${regionalAcl}". ${guardsDistributions}`],
  ['a name without a certificate', { cloudFront: { ...without, domainName: 'auth.example.com' } },
    'cloudFront.certificate must be given where cloudFront.domainName is. Request one for that name from ACM in us-east-1.'],
  ['a certificate without a name', { cloudFront: { ...without, certificate: inVirginia } },
    'cloudFront.certificate must be left out where cloudFront.domainName is. Give the name that it is for, or remove it.'],
  ['a zone without a name', { cloudFront: { ...without, hostedZone: zone } },
    'cloudFront.hostedZone must be left out where cloudFront.domainName is. Give the name that it is for, or remove it.'],
  ['a certificate that CloudFront does not find', { cloudFront: { ...without, domainName: 'auth.example.com', certificate: inFrankfurt } },
    `cloudFront.certificate must be a certificate of ACM in us-east-1, but is "${inFrankfurt.certificateArn}". CloudFront looks for it there, wherever the stack is: request one there.`],
  ['a name with a path', { cloudFront: { ...without, domainName: 'example.com/auth', certificate: inVirginia } },
    `cloudFront.domainName must be ${aName}, but is "example.com/auth". ${theNameAlone}`],
  ['one name for both', { cloudFront: { ...without, domainName: 'auth.example.com', certificate: inVirginia }, customDomain: domain },
    'cloudFront.domainName must be another name than customDomain.domainName, but is "auth.example.com". A name leads to the distribution or to the API behind it: leave customDomain out, or name the API itself otherwise.'],
  ['mutual TLS behind the front', { cloudFront: without, customDomain: { ...domain, mutualTls } },
    'customDomain.mutualTls must be left out where cloudFront is given: CloudFront ends the clients\' connections, and shows the API no certificate of theirs. Remove one of the two.'],
  ['a limit below WAF\'s', { cloudFront: { webAclArn: globalAcl, rateLimit: 9 } },
    'cloudFront.rateLimit must be a whole number from 10 to 2000000000, but is 9. These are WAF\'s limits, for any 5 minutes.'],
  ['a limit without rate limiting', { cloudFront: { ...without, rateLimit: 100 } },
    'cloudFront.rateLimit must be left out where cloudFront.rateLimiting is false. Remove one of the two.'],
  ['two web ACLs', { cloudFront: { webAclArn: globalAcl, rateLimiting: true } },
    'cloudFront.rateLimiting must be left out where cloudFront.webAclArn is given: a distribution has one web ACL. Add such a rule to yours.'],
])('refuses %s', (_, props, message) => {
  expect(problemsOf(props, 'eu-central-1')[0]).toBe(message);
});

test('refuses a rate-limiting front in a stack without a region', () => {
  expect(problemsOf({ cloudFront: {} })).toEqual([expect.stringContaining('but is "a stack without a region"')]);
});

test('tells all at once', () => {
  expect(problemsOf({
    customDomain: { domainName: 'x', certificate: inVirginia, mutualTls: { truststoreBucket, truststoreKey: '/x' } }, webAclArn: globalAcl, cloudFront: { rateLimit: 1 },
  }, 'eu-central-1').map((line) => line.split(' ')[0])).toEqual([
    'customDomain.domainName', 'customDomain.certificate', 'customDomain.mutualTls.truststoreKey', 'webAclArn',
    'cloudFront.rateLimit', 'customDomain.mutualTls', 'cloudFront',
  ]);
});

test.each<CognitoAuthApiProps>([
  { customDomain: { ...domain, hostedZone: zone, securityPolicy: SecurityPolicy.TLS_1_2, mutualTls: { ...mutualTls, truststoreVersion: 'x.Y_z-1' } } },
  { customDomain: { ...domain, domainName: 'example.com', hostedZone: zone } },
  { webAclArn: regionalAcl },
  { cloudFront: { webAclArn: globalAcl, domainName: 'auth.example.com', certificate: inVirginia, hostedZone: zone } },
  { cloudFront: without, customDomain: domain, webAclArn: regionalAcl, apiKey: {} },
])('accepts case %#', (props) => {
  expect(problemsOf(props, 'eu-central-1')).toEqual([]);
});

test('leaves values that are only known when deploying to AWS', () => {
  const stack = new Stack(new App(), 'Stack');
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const certificate = Certificate.fromCertificateArn(stack, 'Certificate', text);
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: text, zoneName: text });
  expect(() => new CognitoAuthApi(stack, 'Auth', {
    customDomain: { domainName: text, certificate, hostedZone }, webAclArn: text, cloudFront: { webAclArn: text },
  })).not.toThrow();
  expect(() => synth({ apiKey: {} })).not.toThrow();
});
