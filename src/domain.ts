import { Stack } from 'aws-cdk-lib';
import { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnUserPoolDomain, IUserPool, ManagedLoginVersion, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { makeAliasRecords } from './alias-records';
import * as defaults from './defaults';
import { authLabel } from './gov-cloud';
import type { Settings } from './settings';

/**
 * Where Cognito answers apps and browsers: its sign-in pages, and the OAuth endpoints under `/oauth2`. Either `prefix`, or `domainName` with its
 * `certificate`.
 */
export interface DomainOptions {
  /**
   * Names the domain below Cognito's own, `https://<prefix>.auth.<region>.amazoncognito.com` (`auth-fips` in GovCloud): 1 to 63 lower-case letters, digits and inner
   * hyphens, without the words aws, amazon and cognito. No other pool in the region may have it: the deployment fails then.
   *
   * @default - `domainName` is given
   */
  readonly prefix?: string;

  /**
   * Serves Cognito under a name of yours, such as `login.example.com`: lower case, at most 63 characters. Another than that of the API, and its
   * parent (`example.com`) must have an A record already.
   *
   * @default - `prefix` is given
   */
  readonly domainName?: string;

  /**
   * Proves `domainName` to browsers. From ACM in us-east-1, wherever the stack is.
   *
   * @default - `prefix` is given
   */
  readonly certificate?: ICertificate;

  /**
   * Gets an A and an AAAA record that lead `domainName` to Cognito.
   *
   * @default - no records: point the name to `domain.cloudFrontEndpoint` yourself
   */
  readonly hostedZone?: IHostedZone;
}

/** CloudFront's own hosted zone: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-route53-recordset-aliastarget.html */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

/** In our scope, not under the pool: the identity pool depends on all that is there. */
export function makeDomain(scope: Construct, userPool: IUserPool, options: DomainOptions, managedLoginVersion: ManagedLoginVersion): UserPoolDomain {
  const { prefix, domainName, certificate, hostedZone } = options;
  const domain = new UserPoolDomain(scope, 'Domain', {
    userPool,
    cognitoDomain: prefix === undefined ? undefined : { domainPrefix: prefix },
    customDomain: domainName === undefined ? undefined : { domainName, certificate: certificate! },
    managedLoginVersion,
  });
  if (domainName !== undefined) {
    const cfnDomain = domain.node.defaultChild as CfnUserPoolDomain;
    cfnDomain.customDomainConfig = { certificateArn: certificate!.certificateArn, securityPolicy: defaults.DOMAIN_SECURITY_POLICY };
    if (hostedZone) {
      // CloudFormation's own attribute: the L2 has a custom resource for it besides.
      makeAliasRecords(new Construct(scope, 'DomainRecords'), hostedZone, domainName, {
        dnsName: domain.cloudFrontEndpoint, hostedZoneId: CLOUDFRONT_ZONE,
      });
    }
  }
  return domain;
}

/** A pool that is made elsewhere may have a domain of its own, which nobody sees here. */
export const mayHaveDomain = ({ domain, userPool }: Settings): boolean => domain !== undefined || userPool !== undefined;

/** The address that `/oauth2/authorize` and the like are appended to. The L2's own hangs on the resource's Ref, which is a token. */
export function domainUrlOf(scope: Construct, { prefix, domainName }: DomainOptions): string {
  return domainName === undefined ? `https://${prefix}.${authLabel(scope)}.${Stack.of(scope).region}.amazoncognito.com` : `https://${domainName}`;
}
