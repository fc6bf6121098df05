import { Stack } from 'aws-cdk-lib';
import { SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { certificate, domain, elsewhere, Examples, imports } from './parts';
import { CognitoAuthApi } from '../../../src';

const hostedZone = HostedZone.fromHostedZoneAttributes(imports, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
const mutualTls = { truststoreBucket: Bucket.fromBucketName(imports, 'Truststore', 'trust'), truststoreKey: 'ca.pem' };
const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/front/0123';

export const examples: Examples = {
  cloudFrontRules: {
    domainName: { cloudFront: { domainName: 'https://example.com', certificate } },
    hostedZone: { cloudFront: { domainName: 'example.org', certificate, hostedZone } },
    certificate: { cloudFront: { domainName: 'example.com', certificate: elsewhere } },
    rateLimit: { cloudFront: { rateLimit: 1 } },
    webAclArn: { cloudFront: { webAclArn: 'front' } },
    certificateOfName: { cloudFront: { domainName: 'example.com' } },
    nameless: { cloudFront: { certificate } },
    otherName: { cloudFront: domain, customDomain: domain },
    mutualTls: { cloudFront: {}, customDomain: { ...domain, mutualTls } },
    oneWebAcl: { cloudFront: { webAclArn, rateLimit: 100 } },
    rateLimitUnlimited: { cloudFront: { rateLimiting: false, rateLimit: 100 } },
    region: (stack) => { new CognitoAuthApi(new Stack(stack, 'Other', { env: { region: 'eu-central-1' } }), 'Auth', { cloudFront: {} }); },
  },
  customDomainRules: {
    domainName: { customDomain: { ...domain, domainName: 'https://example.com' } },
    hostedZone: { customDomain: { ...domain, domainName: 'example.org', hostedZone } },
    certificate: { customDomain: { ...domain, certificate: elsewhere } },
    securityPolicy: { customDomain: { ...domain, securityPolicy: SecurityPolicy.TLS_1_0 } },
    truststoreKey: { customDomain: { ...domain, mutualTls: { ...mutualTls, truststoreKey: '/ca.pem' } } },
    truststoreVersion: { customDomain: { ...domain, mutualTls: { ...mutualTls, truststoreVersion: '' } } },
  },
  webAclRules: { arn: { webAclArn } },
};
