import { physicalName } from './ids';
import { Made, Provider, Resource } from './service';

/**
 * Types that change nothing about what the API answers on one machine: who watches it, and under which name it is
 * reached. They are made without being read, and the run says that it left them out.
 */
export class InertResources implements Provider {
  readonly types = [
    'AWS::ApiGatewayV2::ApiMapping', 'AWS::ApiGatewayV2::DomainName', 'AWS::CDK::Metadata', 'AWS::CertificateManager::Certificate',
    'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm', 'AWS::CloudWatch::Dashboard', 'AWS::Logs::MetricFilter', 'AWS::Logs::QueryDefinition',
    'AWS::Route53::RecordSet', 'AWS::WAFv2::WebACLAssociation', 'Custom::S3AutoDeleteObjects',
  ];
  private readonly counts = new Map<string, number>();

  constructor(private readonly stackName: string, private readonly arnOf: (service: string, resource: string) => string) {}

  make(resource: Resource): Made {
    if (resource.type !== 'AWS::CDK::Metadata') {
      this.counts.set(resource.type, (this.counts.get(resource.type) ?? 0) + 1);
    }
    const name = resource.properties.DomainName ?? resource.properties.AlarmName ?? physicalName(this.stackName, resource.logicalId);
    const arn = this.arnOf(resource.type.split('::')[1].toLowerCase(), name);
    const ref = resource.type === 'AWS::CertificateManager::Certificate' ? arn : name;
    return { ref, attributes: { Arn: arn, DomainNameArn: arn, RegionalDomainName: name, RegionalHostedZoneId: 'Z00000000LOCAL' } };
  }

  /** For example `3 AWS::CloudWatch::Alarm`. */
  leftOut(): string[] {
    return [...this.counts].map(([type, count]) => `${count} ${type}`);
  }
}
