import { Duration, Stack } from 'aws-cdk-lib';
import { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods, CachePolicy, Distribution, OriginProtocolPolicy, OriginRequestPolicy, OriginSslPolicy, SecurityPolicyProtocol, ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { makeAliasRecords } from './alias-records';
import { ORIGIN_SECRET_HEADER } from './contract';
import * as defaults from './defaults';
import { makeRateLimitingWebAcl } from './rate-limiting-web-acl';
import { Settings } from './settings';

/** A CloudFront distribution in front of the API, which our operations then cannot be called without. */
export interface CloudFrontOptions {
  /**
   * Serves the distribution under this name, such as `auth.example.com`, over TLS 1.2 or newer; needs `certificate`.
   *
   * @default - the distribution's own name at cloudfront.net, which also speaks older TLS: CloudFront lets nobody change that
   */
  readonly domainName?: string;

  /**
   * Proves `domainName` to clients. From ACM in us-east-1, wherever the stack is.
   *
   * @default - CloudFront's own, for its own name
   */
  readonly certificate?: ICertificate;

  /**
   * Gets an A and an AAAA record that lead `domainName` to the distribution.
   *
   * @default - no records: point the name to `distribution.distributionDomainName` yourself
   */
  readonly hostedZone?: IHostedZone;

  /**
   * Makes a WAF web ACL that answers 429 to an address which sends more than `rateLimit`. WAF keeps web ACLs for CloudFront in us-east-1 alone,
   * so the stack must be there.
   *
   * @default - true without `webAclArn`, else false
   */
  readonly rateLimiting?: boolean;

  /**
   * Bounds what one address may send: requests in any 5 minutes, 10 to 2,000,000,000. People behind one office's address share it.
   *
   * @default 1000
   */
  readonly rateLimit?: number;

  /**
   * Guards the distribution by a web ACL of your own in place of ours: one of scope CLOUDFRONT, whose ARN says us-east-1 and `global`.
   *
   * @default - the web ACL of `rateLimiting`
   */
  readonly webAclArn?: string;
}

/** What stands in front of the API. */
export interface Front {
  readonly distribution: Distribution;
  readonly originSecret: Secret;
  readonly webAcl?: CfnWebACL;
}

/** CloudFront's own hosted zone: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-route53-recordset-aliastarget.html */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

/** CloudFront keeps these for 10 seconds unless told not to, and its key knows no Authorization header: one person's failure would be everyone's. */
const ERRORS_NOT_TO_KEEP = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

export function makeFront(parent: Construct, api: IHttpApi, options: CloudFrontOptions, settings: Settings): Front {
  const scope = new Construct(parent, 'CloudFront');
  const { domainName, certificate, hostedZone } = options;
  const originSecret = new Secret(scope, 'OriginSecret', {
    description: 'The header by which the auth API knows requests that came through CloudFront',
    encryptionKey: settings.encryptionKey,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: settings.removalPolicy,
  });
  const webAcl = options.rateLimiting ?? options.webAclArn === undefined
    ? makeRateLimitingWebAcl(scope, options.rateLimit ?? defaults.CLOUDFRONT_RATE_LIMIT)
    : undefined;
  const distribution = new Distribution(scope, 'Distribution', {
    comment: `The auth API ${parent.node.path}`.slice(0, 128),
    domainNames: domainName === undefined ? undefined : [domainName],
    certificate,
    minimumProtocolVersion: certificate && SecurityPolicyProtocol.TLS_V1_2_2021,
    webAclId: webAcl?.attrArn ?? options.webAclArn,
    errorResponses: ERRORS_NOT_TO_KEEP.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
    defaultBehavior: {
      origin: new HttpOrigin(originOf(parent, api, settings), {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        // A dynamic reference: CloudFormation reads the value when deploying, and the template never holds it.
        customHeaders: { [ORIGIN_SECRET_HEADER]: originSecret.secretValue.unsafeUnwrap() },
      }),
      // No redirect: the request would have carried its password in clear before.
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // API Gateway finds its API by the Host header; the policy also adds the viewer headers, CloudFront-Viewer-Address among them.
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    },
  });
  if (domainName !== undefined && hostedZone) {
    makeAliasRecords(scope, hostedZone, domainName, { dnsName: distribution.distributionDomainName, hostedZoneId: CLOUDFRONT_ZONE });
  }
  return { distribution, originSecret, webAcl };
}

/** Where the API is behind the distribution: its own domain name where it has one, since that switches the other off. */
function originOf(scope: Construct, api: IHttpApi, { customDomain }: Settings): string {
  const { region, urlSuffix } = Stack.of(scope);
  return customDomain?.domainName ?? `${api.apiId}.execute-api.${region}.${urlSuffix}`;
}
