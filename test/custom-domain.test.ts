import { App, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CustomDomainOptions } from '../src';
import { defaultStack, only, synth } from './support/template';

const imports = new Stack(new App(), 'Imports');
const certificate = Certificate.fromCertificateArn(imports, 'Certificate', 'arn:aws:acm:eu-central-1:123456789012:certificate/x');
const domainName = 'auth.example.com';
const made = (options: Partial<CustomDomainOptions> = {}) => synth({ customDomain: { domainName, certificate, ...options } });

describe('customDomain', () => {
  const { template, auth, stack } = made();

  test('names the API, over TLS 1.2 or newer, for IPv4 and IPv6', () => {
    expect(only(template, 'AWS::ApiGatewayV2::DomainName')).toEqual({
      DomainName: domainName,
      DomainNameConfigurations: [{
        CertificateArn: certificate.certificateArn, EndpointType: 'REGIONAL', IpAddressType: 'dualstack', SecurityPolicy: 'TLS_1_2',
      }],
    });
  });

  test('leads to our stage at its root', () => {
    expect(only(template, 'AWS::ApiGatewayV2::ApiMapping')).toEqual({
      ApiId: stack.resolve(auth.httpApi.apiId), DomainName: stack.resolve(auth.domainName!.name), Stage: stack.resolve(auth.stage!.stageName),
    });
  });

  test('switches the API\'s other address off', () => {
    expect(only(template, 'AWS::ApiGatewayV2::Api').DisableExecuteApiEndpoint).toBe(true);
    expect(only(defaultStack().template, 'AWS::ApiGatewayV2::Api')).not.toHaveProperty('DisableExecuteApiEndpoint');
  });

  test('is where clients find the API', () => {
    expect(auth.apiUrl).toBe('https://auth.example.com');
    const [output] = Object.values(template.findOutputs('*')).filter(({ Description }) => /v1\/login/.test(Description));
    expect(output.Value).toBe('https://auth.example.com');
  });

  test('makes no records without a hosted zone', () => {
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
  });
});

test.each([
  ['attributes', HostedZone.fromHostedZoneAttributes(imports, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' })],
  ['its id alone', HostedZone.fromHostedZoneId(imports, 'ZoneById', 'Z1')],
])('a hosted zone that is imported by %s gets an A and an AAAA record', (_, hostedZone) => {
  const { template, auth, stack } = made({ hostedZone });
  const AliasTarget = {
    DNSName: stack.resolve(auth.domainName!.regionalDomainName), HostedZoneId: stack.resolve(auth.domainName!.regionalHostedZoneId),
  };
  const records = Object.values(template.findResources('AWS::Route53::RecordSet')).map(({ Properties }) => Properties);
  expect(records).toEqual(['A', 'AAAA'].map((Type) => ({ Type, HostedZoneId: 'Z1', Name: 'auth.example.com.', AliasTarget })));
});

test('mutualTls names the truststore and, where they are given, its version and the proof of ownership', () => {
  const truststoreBucket = Bucket.fromBucketName(imports, 'Truststore', 'trust');
  const domain = (options: object) =>
    only(made({ mutualTls: { truststoreBucket, truststoreKey: 'clients/ca.pem', ...options } }).template, 'AWS::ApiGatewayV2::DomainName');
  expect(domain({}).MutualTlsAuthentication).toEqual({ TruststoreUri: 's3://trust/clients/ca.pem' });
  const all = domain({ truststoreVersion: '3', ownershipCertificate: certificate });
  expect(all.MutualTlsAuthentication).toEqual({ TruststoreUri: 's3://trust/clients/ca.pem', TruststoreVersion: '3' });
  expect(all.DomainNameConfigurations[0].OwnershipVerificationCertificateArn).toBe(certificate.certificateArn);
});
