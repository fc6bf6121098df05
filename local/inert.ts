import { physicalName, stableId, stableUuid } from './ids';
import { Made, Provider, Resource } from './service';

const DISTRIBUTION = 'AWS::CloudFront::Distribution';
const EMAIL_IDENTITY = 'AWS::SES::EmailIdentity';
const IDENTITY_POOL = 'AWS::Cognito::IdentityPool';
const PARAMETER = 'AWS::SSM::Parameter';

/**
 * Types that change nothing about what the API answers on one machine: who watches it, who reads where it is, and
 * under which name it is reached. They are made without being read, and the run says that it left them out.
 */
export class InertResources implements Provider {
  readonly types = [
    'AWS::ApiGatewayV2::ApiMapping', 'AWS::ApiGatewayV2::DomainName', 'AWS::CDK::Metadata', 'AWS::CertificateManager::Certificate', DISTRIBUTION,
    'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm', 'AWS::CloudWatch::Dashboard', IDENTITY_POOL, 'AWS::Cognito::IdentityPoolRoleAttachment',
    'AWS::EC2::SecurityGroup', 'AWS::Logs::MetricFilter', 'AWS::Logs::QueryDefinition', 'AWS::Route53::RecordSet', 'AWS::SES::ConfigurationSet',
    EMAIL_IDENTITY, PARAMETER, 'AWS::WAFv2::WebACL', 'AWS::WAFv2::WebACLAssociation', 'Custom::S3AutoDeleteObjects',
  ];
  private readonly counts = new Map<string, number>();
  /** What distributions would send along to the API. */
  private readonly originHeaders = new Set<string>();

  constructor(private readonly stackName: string, private readonly arnOf: (service: string, resource: string) => string) {}

  make(resource: Resource): Made {
    if (resource.type === DISTRIBUTION) {
      return this.makeDistribution(resource);
    }
    if (resource.type !== 'AWS::CDK::Metadata') {
      this.counts.set(resource.type, (this.counts.get(resource.type) ?? 0) + 1);
    }
    if (resource.type === EMAIL_IDENTITY) {
      return makeEmailIdentity(resource.properties.EmailIdentity);
    }
    const name = resource.properties.DomainName ?? resource.properties.AlarmName ?? physicalName(this.stackName, resource.logicalId);
    const arn = this.arnOf(resource.type.split('::')[1].toLowerCase(), name);
    const refs: Record<string, string> = {
      'AWS::CertificateManager::Certificate': arn,
      [PARAMETER]: resource.properties.Name ?? name,
      // The form that AWS's clients check: region:GUID.
      [IDENTITY_POOL]: `${arn.split(':')[3]}:${stableUuid(this.stackName, resource.logicalId)}`,
    };
    const ref = refs[resource.type] ?? name;
    return { ref, attributes: { Arn: arn, Value: resource.properties.Value, DomainNameArn: arn, RegionalDomainName: name, RegionalHostedZoneId: 'Z00000000LOCAL', GroupId: name } };
  }

  private makeDistribution({ logicalId, properties }: Resource): Made {
    for (const origin of properties.DistributionConfig.Origins ?? []) {
      (origin.OriginCustomHeaders ?? []).forEach(({ HeaderName }: { HeaderName: string }) => this.originHeaders.add(HeaderName));
    }
    const id = stableId(14, this.stackName, logicalId).toUpperCase();
    return { ref: id, attributes: { Id: id, DomainName: `${id.toLowerCase()}.cloudfront.net` } };
  }

  /** What is missed: a distribution in front of the API, which is reached without it here, and an identity pool. */
  notices(): string[] {
    return [
      ...this.originHeaders.size === 0 ? [] : [
        `No CloudFront here: the API answers as it would without the distribution. Send what that adds yourself: ${[...this.originHeaders].join(', ')}`,
      ],
      ...this.counts.has(IDENTITY_POOL) ? ['No identity pool here: tokens name the roles of groups, and nobody exchanges them for credentials.'] : [],
    ];
  }

  /** For example `3 AWS::CloudWatch::Alarm`. */
  leftOut(): string[] {
    return [...this.counts].map(([type, count]) => `${count} ${type}`);
  }
}

/** What its DKIM records are named and lead to. */
function makeEmailIdentity(domain: string): Made {
  const tokens = [1, 2, 3].flatMap((number) => [
    [`DkimDNSTokenName${number}`, `token${number}._domainkey.${domain}`], [`DkimDNSTokenValue${number}`, `token${number}.dkim.amazonses.com`],
  ]);
  return { ref: domain, attributes: Object.fromEntries(tokens) };
}
