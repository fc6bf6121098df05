import { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { relativeId } from './relative-id';

/**
 * Rights on the pool for one of its triggers: in a policy that is attached to the function's role from outside. As a part of the role they would make
 * the function need the pool, which needs the function. One policy per function, in our scope.
 */
export function grantToTrigger(scope: Construct, pool: IUserPool, fn: IFunction, actions: string[]): Policy {
  if (!fn.role) {
    throw new Error(`grantToTrigger of CognitoAuthApi "${scope.node.path}" needs a function with a role, but "${fn.node.path}" was imported without one. `
      + 'Give its role to Function.fromFunctionAttributes.');
  }
  const folder = scope.node.tryFindChild('TriggerGrants') as Construct | undefined ?? new Construct(scope, 'TriggerGrants');
  const id = relativeId(scope, fn).replace(/\//g, '--');
  const policy = folder.node.tryFindChild(id) as Policy | undefined ?? new Policy(folder, id, { roles: [fn.role] });
  policy.addStatements(new PolicyStatement({ actions, resources: [pool.userPoolArn] }));
  return policy;
}
