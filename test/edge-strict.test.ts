import { App, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CognitoAuthApi } from '../src';

test('CDK\'s validation finds nothing in the edge\'s resources', () => {
  // Whatever the shell says: here it is on.
  delete process.env.CDK_VALIDATION;
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });
  const stack = new Stack(app, 'Stack', { env: { region: 'us-east-1' } });
  const certificate = Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:123456789012:certificate/x');
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' });
  const truststoreBucket = Bucket.fromBucketName(stack, 'Truststore', 'truststore');
  new CognitoAuthApi(stack, 'Direct', {
    customDomain: {
      domainName: 'direct.example.com', certificate, hostedZone,
      mutualTls: { truststoreBucket, truststoreKey: 'ca.pem', truststoreVersion: '1', ownershipCertificate: certificate },
    },
    webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/people/01234567-89ab-cdef-0123-456789abcdef',
    apiKey: {},
  });
  new CognitoAuthApi(stack, 'Fronted', { cloudFront: { domainName: 'auth.example.com', certificate, hostedZone }, apiKey: {} });
  expect(() => app.synth()).not.toThrow();
});
