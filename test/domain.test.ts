import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Certificate, ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { FeaturePlan, ManagedLoginVersion } from 'aws-cdk-lib/aws-cognito';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { CognitoAuthApiProps, DomainOptions } from '../src';
import { fullProblemsOf as problemsOf } from './support/problems';
import { defaultStack, only, synth } from './support/template';

const DOMAIN = 'AWS::Cognito::UserPoolDomain';
const imports = new Stack(new App(), 'Imports');
const certificate = Certificate.fromCertificateArn(imports, 'Certificate', 'arn:aws:acm:us-east-1:123456789012:certificate/x');
const elsewhere = Certificate.fromCertificateArn(imports, 'Elsewhere', 'arn:aws:acm:eu-central-1:123456789012:certificate/x');
const hostedZone = HostedZone.fromHostedZoneAttributes(imports, 'Zone', { hostedZoneId: 'Z123', zoneName: 'example.com' });
const domainName = 'login.example.com';

describe('domain, by a prefix', () => {
  const { template, auth, stack } = synth({ domain: { prefix: 'harbour-login' } });

  test('makes a domain of Cognito\'s with managed login', () => {
    expect(only(template, DOMAIN)).toEqual({ Domain: 'harbour-login', ManagedLoginVersion: 2, UserPoolId: stack.resolve(auth.userPoolId) });
  });

  test('tells its address', () => {
    expect(stack.resolve(auth.domainUrl)).toEqual({ 'Fn::Join': ['', ['https://harbour-login.auth.', { Ref: 'AWS::Region' }, '.amazoncognito.com']] });
  });

  test('makes it in our scope, not under the pool', () => {
    expect(auth.domain!.node.path).toBe('Stack/Auth/Domain');
  });
});

describe('domain, by a name', () => {
  const { template, auth, stack } = synth({ domain: { domainName, certificate, hostedZone } });

  test('serves it over TLS 1.2 or newer', () => {
    expect(only(template, DOMAIN)).toEqual({
      Domain: domainName,
      ManagedLoginVersion: 2,
      UserPoolId: stack.resolve(auth.userPoolId),
      CustomDomainConfig: { CertificateArn: certificate.certificateArn, SecurityPolicy: 'TLS_V1_2_2021' },
    });
    expect(auth.domainUrl).toBe('https://login.example.com');
  });

  test('leads to it by records, without a custom resource', () => {
    for (const Type of ['A', 'AAAA']) {
      template.hasResourceProperties('AWS::Route53::RecordSet', {
        Type,
        Name: 'login.example.com.',
        HostedZoneId: 'Z123',
        AliasTarget: { DNSName: stack.resolve(auth.domain!.cloudFrontEndpoint), HostedZoneId: 'Z2FDTNDATAQYW2' },
      });
    }
    template.resourceCountIs('AWS::Route53::RecordSet', 2);
    expect(template.findResources('Custom::UserPoolCloudFrontDomainName')).toEqual({});
  });

  test('without a zone there are no records', () => {
    synth({ domain: { domainName, certificate } }).template.resourceCountIs('AWS::Route53::RecordSet', 0);
  });

  test('stands beside a name of the API', () => {
    const { template: both } = synth({ domain: { domainName, certificate, hostedZone }, customDomain: { domainName: 'api.example.com', certificate, hostedZone } });
    both.resourceCountIs('AWS::Route53::RecordSet', 4);
  });
});

test('without the prop there is none', () => {
  const { template, auth } = defaultStack();
  template.resourceCountIs(DOMAIN, 0);
  expect([auth.domain, auth.domainUrl]).toEqual([undefined, undefined]);
});

test('the Lite plan has the classic pages', () => {
  expect(only(synth({ domain: { prefix: 'harbour' }, featurePlan: FeaturePlan.LITE }).template, DOMAIN).ManagedLoginVersion).toBe(1);
});

test('managedLogin.version chooses the pages', () => {
  const { template } = synth({ domain: { prefix: 'harbour' }, managedLogin: { version: ManagedLoginVersion.CLASSIC_HOSTED_UI } });
  expect(only(template, DOMAIN).ManagedLoginVersion).toBe(1);
});

const PREFIX = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html';
const NAME = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html';
const aPrefix = '1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end';
const aName = 'a domain name in lower case, of at most 63 characters and at least three labels, without a wildcard';
const one = 'A prefix costs nothing and needs no DNS; a domainName is yours and needs a certificate. See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html';

describe('refuses', () => {
  test.each<[string, DomainOptions, string]>([
    ['neither', {}, `domain must be given either prefix or domainName, but is []. ${one}`],
    ['both', { prefix: 'harbour', domainName, certificate }, `domain must be given either prefix or domainName, but is ["prefix","domainName"]. ${one}`],
    ...['Harbour', 'har_bour', 'har.bour', '-harbour', 'harbour-', '', 'h'.repeat(64)].map((prefix): [string, DomainOptions, string] => [
      `the prefix "${prefix}"`, { prefix }, `domain.prefix must be ${aPrefix}, but is "${prefix}". Write the first label of the address alone, such as "harbour-login". ${PREFIX}`,
    ]),
    ...['my-aws-app', 'amazonian', 'cognito-login'].map((prefix): [string, DomainOptions, string] => [
      `the prefix "${prefix}"`, { prefix }, `domain.prefix must be without the words aws, amazon and cognito, but is "${prefix}". Cognito keeps them for itself: choose another prefix. ${PREFIX}`,
    ]),
    ['a zone for a prefix', { prefix: 'harbour', hostedZone },
      `domain.hostedZone must be left out where domain.domainName is, but is "Imports/Zone". A prefix is a part of a domain of Cognito's: give domainName instead of prefix, or remove it. ${PREFIX}`],
    ['a certificate for a prefix', { prefix: 'harbour', certificate },
      `domain.certificate must be left out where domain.domainName is, but is "Imports/Certificate". A prefix is a part of a domain of Cognito's: give domainName instead of prefix, or remove it. ${PREFIX}`],
    ...['Login.example.com', '*.example.com', 'https://login.example.com', 'login.example.com.', 'example.com', `${'a'.repeat(52)}.example.com`].map((name): [string, DomainOptions, string] => [
      `the name "${name}"`, { domainName: name, certificate }, `domain.domainName must be ${aName}, but is "${name}". Write the name alone, such as "login.example.com": no scheme, no path, no dot at its end. ${NAME}`,
    ]),
    ['no certificate', { domainName }, `domain.certificate must be given where domain.domainName is, but is left out. Request one for that name from ACM in us-east-1. ${NAME}`],
    ['a certificate of another region', { domainName, certificate: elsewhere },
      `domain.certificate must be a certificate of ACM in us-east-1, but is "${elsewhere.certificateArn}". Cognito serves its domains through CloudFront, which looks for it there, wherever the stack is: request one there. ${NAME}`],
    ['a zone of another domain', { domainName: 'login.example.org', certificate, hostedZone },
      `domain.hostedZone must be a zone that "login.example.org" lies in, but is "example.com". Give the zone of that domain, or leave it out and make the records yourself. ${NAME}`],
  ])('%s', (_, domain, problem) => {
    expect(problemsOf({ domain })).toEqual([problem]);
  });

  test('the name of the API', () => {
    const custom: CognitoAuthApiProps = { domain: { domainName, certificate }, customDomain: { domainName, certificate } };
    expect(problemsOf(custom)).toEqual([
      'domain.domainName must be another name than customDomain.domainName, but is "login.example.com". A name leads to the API or to Cognito: '
      + `choose names such as "auth.example.com" and "login.example.com". ${NAME}`,
    ]);
  });

  test('a certificate that the stack makes in another region', () => {
    const stack = new Stack(new App(), 'Europe', { env: { region: 'eu-central-1' } });
    const made: ICertificate = new Certificate(stack, 'Certificate', { domainName });
    expect(problemsOf({ domain: { domainName, certificate: made } })).toEqual([expect.stringContaining('but is "Europe/Certificate in eu-central-1"')]);
  });
});

test('what only the deployment knows is left to it', () => {
  expect(problemsOf((stack) => ({ domain: { prefix: new CfnParameter(stack, 'Prefix').valueAsString } }))).toEqual([]);
  expect(problemsOf((stack) => ({
    domain: {
      domainName: new CfnParameter(stack, 'Name').valueAsString,
      certificate: Certificate.fromCertificateArn(stack, 'Certificate', new CfnParameter(stack, 'Arn').valueAsString),
    },
  }))).toEqual([]);
});
