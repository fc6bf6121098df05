import { ApiMapping, DomainName, HttpStage, IHttpApi, IpAddressType, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { makeAliasRecords } from './alias-records';

/** Which clients may connect at all: those with a certificate of their own. */
export interface MutualTlsOptions {
  /** Holds the truststore. API Gateway reads it as a service when deploying: it must be in the API's account and region. */
  readonly truststoreBucket: IBucket;

  /**
   * Names the truststore in its bucket: a PEM file with the certificates of the authorities whose clients are let in, at most 1,000 of them.
   * 1 to 1,024 bytes, without a slash at its start.
   */
  readonly truststoreKey: string;

  /**
   * Pins the version of the truststore, so that it takes a deployment to change who is let in. The bucket must be versioned.
   *
   * @default - whatever version is the latest when the domain name is deployed
   */
  readonly truststoreVersion?: string;

  /**
   * Proves that the domain is yours where `certificate` was imported or comes from a private authority: a public certificate of ACM for the
   * same name.
   *
   * @default - none: `certificate` is a public one of ACM
   */
  readonly ownershipCertificate?: ICertificate;
}

/** The address that clients call instead of API Gateway's own. */
export interface CustomDomainOptions {
  /** Serves the API at the root of this name, such as `auth.example.com`: lower case, no wildcard, at most 253 characters. */
  readonly domainName: string;

  /** Proves the name to clients. From ACM, in the region of the stack. */
  readonly certificate: ICertificate;

  /**
   * Gets an A and an AAAA record that lead the name to the API.
   *
   * @default - no records: point the name to `domainName.regionalDomainName` yourself
   */
  readonly hostedZone?: IHostedZone;

  /**
   * Refuses connections of clients that have no certificate of a trusted authority. No CORS preflight carries one, so no web page of another
   * origin can call the API then.
   *
   * @default - any client may connect
   */
  readonly mutualTls?: MutualTlsOptions;

  /**
   * Sets the oldest TLS that clients may speak. HTTP APIs know `TLS_1_2` only, which admits 1.3 as well.
   *
   * @default SecurityPolicy.TLS_1_2
   */
  readonly securityPolicy?: SecurityPolicy;
}

/** The name, led to our stage. API Gateway's own address is switched off where the API is made: it would be a way around mutual TLS. */
export function makeCustomDomain(scope: Construct, api: IHttpApi, stage: HttpStage, options: CustomDomainOptions): DomainName {
  const { domainName: name, certificate, hostedZone, mutualTls, securityPolicy } = options;
  const domain = new DomainName(scope, 'DomainName', {
    domainName: name,
    certificate,
    ownershipCertificate: mutualTls?.ownershipCertificate,
    securityPolicy: securityPolicy ?? SecurityPolicy.TLS_1_2,
    // Without it the AAAA record would lead nowhere.
    ipAddressType: IpAddressType.DUAL_STACK,
    mtls: mutualTls && { bucket: mutualTls.truststoreBucket, key: mutualTls.truststoreKey, version: mutualTls.truststoreVersion },
  });
  new ApiMapping(scope, 'ApiMapping', { api, domainName: domain, stage });
  if (hostedZone) {
    makeAliasRecords(scope, hostedZone, name, { dnsName: domain.regionalDomainName, hostedZoneId: domain.regionalHostedZoneId });
  }
  return domain;
}
