import { CfnUserPoolClient, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { GROUPS_RESOURCE_SERVER } from './contract';
import { customizesTokens } from './groups';
import { Settings } from './settings';

/**
 * Looks, at synth, at every app client of the pool, whoever made it and in whatever stack: one that lists a group's scope would get it for
 * machines, which no trigger sees, and one that may write an attribute lets people choose the claim that is copied from it.
 */
export function watchClients(scope: Construct, pool: IUserPool, settings: Settings): void {
  scope.node.addValidation({
    // Asked when all is there: a group may come late.
    validate: () => !customizesTokens(settings) ? [] : scope.node.root.node.findAll()
      .filter((construct): construct is CfnUserPoolClient => construct instanceof CfnUserPoolClient && construct.userPoolId === pool.userPoolId)
      .flatMap((client) => [...scopeProblems(client, settings), ...attributeProblems(client, settings)]),
  });
}

function scopeProblems(client: CfnUserPoolClient, { groups }: Settings): string[] {
  const given = Object.values(groups).flatMap(({ scopes = [] }) => scopes);
  const listed = (client.allowedOAuthScopes ?? []).filter((name) => name.startsWith(`${GROUPS_RESOURCE_SERVER}/`) || given.includes(name));
  if (listed.length === 0) return [];
  return [`The app client "${client.node.path}" lists ${listed.join(', ')}, which only members of a group may hold. Leave it out: members get it `
    + 'without asking, and whoever else asked through this client would get it, too.'];
}

function attributeProblems(client: CfnUserPoolClient, { claims }: Settings): string[] {
  const copied = Object.values(claims);
  const written = copied.filter((attribute) => client.writeAttributes?.includes(attribute) ?? true);
  if (written.length === 0) return [];
  return [`The app client "${client.node.path}" may write ${written.join(', ')}, which tokens.claims copies to access tokens. Give it writeAttributes `
    + 'without it: a client without any may write all, and people would choose their own claims.'];
}
