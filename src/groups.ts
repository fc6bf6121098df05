import { CfnUserPoolGroup, FeaturePlan, ResourceServerScope, UserPool, UserPoolResourceServer } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { GROUPS_RESOURCE_SERVER } from './contract';
import { Settings } from './settings';

/** Whether anything of a person is to reach the access token, which takes a trigger and, from Cognito's side, the Essentials plan. */
export function customizesTokens({ groups, claims, featurePlan }: Settings): boolean {
  return featurePlan !== FeaturePlan.LITE && Object.keys({ ...groups, ...claims }).length > 0;
}

/** In our scope, not under the pool: an identity pool depends on all that is there, and a group's role would depend on the identity pool. */
export function makeGroups(scope: Construct, pool: UserPool, settings: Settings): { [name: string]: CfnUserPoolGroup } {
  const entries = Object.entries(settings.groups);
  if (entries.length === 0) return {};
  const folder = new Construct(scope, 'Groups');
  return Object.fromEntries(entries.map(([groupName, { description, precedence }]) =>
    [groupName, new CfnUserPoolGroup(folder, groupName, { userPoolId: pool.userPoolId, groupName, description, precedence })]));
}

/** The scopes that stand for the groups, in a resource server of their own, so that a client that lists one stands out. */
export function makeGroupScopes(scope: Construct, userPool: UserPool, settings: Settings): UserPoolResourceServer | undefined {
  const names = Object.keys(settings.groups);
  if (names.length === 0 || !customizesTokens(settings)) return undefined;
  return new UserPoolResourceServer(scope, 'GroupScopes', {
    userPool,
    identifier: GROUPS_RESOURCE_SERVER,
    scopes: names.map((scopeName) => new ResourceServerScope({ scopeName, scopeDescription: `Held by members of the group ${scopeName}` })),
  });
}
