import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { CloudFrontOptions, CognitoAuthApiProps } from '../src';
import { operations } from '../src/contract';
import { everyOperation } from './support/every-operation';
import { defaultStack, fullStack, only, resource, synth } from './support/template';

const imports = new Stack(new App(), 'Imports');
const certificate = Certificate.fromCertificateArn(imports, 'Certificate', 'arn:aws:acm:us-east-1:123456789012:certificate/x');
const regional = Certificate.fromCertificateArn(imports, 'Regional', 'arn:aws:acm:eu-central-1:123456789012:certificate/y');
const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/front/0123';
const inVirginia = (cloudFront: CloudFrontOptions = {}, props?: CognitoAuthApiProps) => synth({ ...props, cloudFront }, undefined, { env: { region: 'us-east-1' } });
const distributionOf = (template: Template) => only(template, 'AWS::CloudFront::Distribution').DistributionConfig;

const { template, auth, stack } = inVirginia({}, everyOperation);
const distribution = distributionOf(template);
const secretArn = stack.resolve(auth.originSecret!.secretArn);

describe('cloudFront', () => {
  test('puts a distribution before the API\'s own address, over TLS 1.2 only', () => {
    expect(distribution.Origins).toHaveLength(1);
    expect(distribution.Origins[0]).toMatchObject({
      DomainName: { 'Fn::Join': ['', [stack.resolve(auth.httpApi.apiId), '.execute-api.us-east-1.', { Ref: 'AWS::URLSuffix' }]] },
      CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
    });
  });

  test('caches nothing, errors included, and passes on every header but Host', () => {
    expect(distribution.DefaultCacheBehavior).toMatchObject({
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      // Managed-CachingDisabled and Managed-AllViewerExceptHostHeader.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      ViewerProtocolPolicy: 'https-only',
    });
    expect(distribution.CustomErrorResponses).toEqual(
      [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
    );
  });

  test('sends a generated secret along, which the template does not hold', () => {
    expect(distribution.Origins[0].OriginCustomHeaders).toEqual([{
      HeaderName: 'x-origin-secret',
      HeaderValue: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', secretArn, ':SecretString:::}}']] },
    }]);
    expect(resource(template, 'AuthCloudFrontOriginSecret').Properties.GenerateSecretString).toEqual({ ExcludePunctuation: true, PasswordLength: 64 });
  });

  test('answers 429 to an address that sends more than 1,000 requests in 5 minutes', () => {
    const acl = only(template, 'AWS::WAFv2::WebACL');
    expect(acl).toMatchObject({ Scope: 'CLOUDFRONT', DefaultAction: { Allow: {} } });
    expect(acl.Rules).toEqual([expect.objectContaining({
      Statement: { RateBasedStatement: { Limit: 1000, AggregateKeyType: 'IP', EvaluationWindowSec: 300 } },
      Action: { Block: { CustomResponse: { ResponseCode: 429, CustomResponseBodyKey: 'TooManyRequests' } } },
    })]);
    expect(acl.CustomResponseBodies.TooManyRequests).toEqual({ ContentType: 'APPLICATION_JSON', Content: '{"message":"Too Many Requests"}' });
    expect(distribution.WebACLId).toEqual(stack.resolve(auth.webAcl!.attrArn));
  });

  test('is where clients find the API', () => {
    expect(stack.resolve(auth.apiUrl)).toEqual({ 'Fn::Join': ['', ['https://', stack.resolve(auth.distribution!.distributionDomainName)]] });
  });

  test.each(Object.values(operations).map(({ operation }) => operation))('%s may read the secret, and demands it', (operation) => {
    const id = `Auth${operation.replace(/-/g, '')}`;
    expect(resource(template, `${id}Function`).Properties.Environment.Variables.ORIGIN_SECRET_ARN).toEqual(secretArn);
    const statements = (from: Template) => resource(from, `${id}Role`).Properties.Policies[0].PolicyDocument.Statement;
    const added = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: secretArn };
    expect(statements(template)).toContainEqual(added);
    expect(statements(template)).toHaveLength(statements(fullStack().template).length + 1);
  });
});

test('without it no function knows of a secret, and none may read one', () => {
  expect(JSON.stringify(defaultStack().template.toJSON())).not.toMatch(/ORIGIN_SECRET|CloudFront|WAF/);
});

test('domainName, certificate and hostedZone name the distribution, over TLS 1.2 or newer', () => {
  const hostedZone = HostedZone.fromHostedZoneAttributes(imports, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
  const named = inVirginia({ domainName: 'auth.example.com', certificate, hostedZone });
  expect(distributionOf(named.template)).toMatchObject({
    Aliases: ['auth.example.com'],
    ViewerCertificate: { AcmCertificateArn: certificate.certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
  });
  const AliasTarget = { DNSName: named.stack.resolve(named.auth.distribution!.distributionDomainName), HostedZoneId: 'Z2FDTNDATAQYW2' };
  expect(Object.values(named.template.findResources('AWS::Route53::RecordSet')).map(({ Properties }) => Properties)).toEqual(
    ['A', 'AAAA'].map((Type) => ({ Type, HostedZoneId: 'Z1', Name: 'auth.example.com.', AliasTarget })),
  );
  expect(named.auth.apiUrl).toBe('https://auth.example.com');
});

test('rateLimit reaches the rule', () => {
  expect(only(inVirginia({ rateLimit: 10 }).template, 'AWS::WAFv2::WebACL').Rules[0].Statement.RateBasedStatement.Limit).toBe(10);
});

test('webAclArn takes the place of the web ACL, in any region', () => {
  const own = synth({ cloudFront: { webAclArn } }, undefined, { env: { region: 'eu-central-1' } }).template;
  own.resourceCountIs('AWS::WAFv2::WebACL', 0);
  expect(distributionOf(own).WebACLId).toBe(webAclArn);
});

test('rateLimiting: false goes without a web ACL, in any region', () => {
  const without = synth({ cloudFront: { rateLimiting: false } }).template;
  without.resourceCountIs('AWS::WAFv2::WebACL', 0);
  expect(distributionOf(without)).not.toHaveProperty('WebACLId');
});

test('stands before the API\'s own domain name, where it has one', () => {
  const both = inVirginia({}, { customDomain: { domainName: 'api.example.com', certificate } });
  expect(distributionOf(both.template).Origins[0].DomainName).toBe('api.example.com');
  expect(() => synth({ cloudFront: { rateLimiting: false }, customDomain: { domainName: 'api.example.com', certificate: regional } })).not.toThrow();
});
