import { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** On the pool: WAF knows no HTTP APIs. */
export function makeWebAclAssociation(scope: Construct, pool: IUserPool, webAclArn: string): CfnWebACLAssociation {
  return new CfnWebACLAssociation(scope, 'WebAclAssociation', { resourceArn: pool.userPoolArn, webAclArn });
}
