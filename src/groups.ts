import {
  CfnUserPoolGroup, CfnUserPoolResourceServer, FeaturePlan, IUserPool, ResourceServerScope, UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { GROUPS_RESOURCE_SERVER } from './contract';
import { IdentityPool } from './identity-pool';
import { GroupOptions } from './props';
import { Settings } from './settings';

/**
 * Whether anything of a person is to reach the access token, which takes a trigger of ours and, from Cognito's side, the Essentials plan. A pool that
 * is not made here gets no trigger.
 */
export function customizesTokens({ groups, claims, featurePlan, userPool }: Settings): boolean {
  return !userPool && featurePlan !== FeaturePlan.LITE && Object.keys({ ...groups, ...claims }).length > 0;
}

/** The groups of the props and those that come later, and what stands for them. */
export class Groups {
  readonly made: { [name: string]: CfnUserPoolGroup } = {};
  readonly roles: { [name: string]: IRole } = {};
  /** In a resource server of their own, so that a client that lists one stands out. */
  scopes?: UserPoolResourceServer;

  constructor(
    private readonly scope: Construct, private readonly pool: IUserPool, private readonly settings: Settings,
    private readonly identityPool: IdentityPool | undefined,
  ) {
    for (const [name, options] of Object.entries(settings.groups)) this.make(name, options);
    this.updateScopes();
  }

  /** A group that the props do not have: from here on it is declared like those. */
  add(name: string, options: GroupOptions): CfnUserPoolGroup {
    this.settings.groups[name] = options;
    this.make(name, options);
    this.updateScopes();
    return this.made[name];
  }

  /** In our scope, not under the pool: an identity pool depends on all that is there, and a group's role would depend on the identity pool. */
  private make(groupName: string, { description, precedence, role, createRole }: GroupOptions): void {
    const given = createRole ? this.makeRole(groupName) : role;
    if (given) this.roles[groupName] = given;
    this.made[groupName] = new CfnUserPoolGroup(folderOf(this.scope, 'Groups'), groupName, {
      userPoolId: this.pool.userPoolId, groupName, description, precedence, roleArn: given?.roleArn,
    });
  }

  private makeRole(groupName: string): Role {
    return new Role(folderOf(this.scope, 'GroupRoles'), groupName, {
      description: `Members of the group ${groupName}`, assumedBy: this.identityPool!.principal,
    });
  }

  private updateScopes(): void {
    const names = Object.keys(this.settings.groups);
    if (names.length === 0 || !customizesTokens(this.settings)) return;
    const scopes = names.map((scopeName) => ({ scopeName, scopeDescription: `Held by members of the group ${scopeName}` }));
    this.scopes ??= new UserPoolResourceServer(this.scope, 'GroupScopes', {
      userPool: this.pool, identifier: GROUPS_RESOURCE_SERVER, scopes: scopes.map((scope) => new ResourceServerScope(scope)),
    });
    (this.scopes.node.defaultChild as CfnUserPoolResourceServer).scopes = scopes;
  }
}

function folderOf(scope: Construct, id: string): Construct {
  return scope.node.tryFindChild(id) as Construct | undefined ?? new Construct(scope, id);
}
