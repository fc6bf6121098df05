import { CfnRecordSet, IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';

/**
 * Leads a name to a target of AWS, for IPv4 and IPv6. L1s: the L2s ask the zone for its name, which a zone that was imported by its id
 * alone refuses to tell.
 */
export function makeAliasRecords(scope: Construct, zone: IHostedZone, name: string, aliasTarget: CfnRecordSet.AliasTargetProperty): void {
  for (const type of ['A', 'AAAA']) {
    new CfnRecordSet(scope, `${type}Record`, { hostedZoneId: zone.hostedZoneId, name: `${name}.`, type, aliasTarget });
  }
}
