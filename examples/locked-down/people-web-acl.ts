import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/**
 * For the user pool's own endpoints: refuses addresses that Amazon knows as bots. No limit per address, for the functions of the auth API share
 * Lambda's addresses.
 */
export function makePeopleWebAcl(scope: Construct): CfnWebACL {
  const visible = (metricName: string): CfnWebACL.VisibilityConfigProperty =>
    ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName });
  return new CfnWebACL(scope, 'PeopleWebAcl', {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visible('People'),
    rules: [{
      name: 'IpReputation',
      priority: 0,
      statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesAmazonIpReputationList' } },
      overrideAction: { none: {} },
      visibilityConfig: visible('PeopleIpReputation'),
    }],
  });
}
