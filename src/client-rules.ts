import { CfnUserPoolClient, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { GROUPS_RESOURCE_SERVER } from './contract';
import { customizesTokens } from './groups';
import { broken, Rule } from './rule';
import { Settings } from './settings';

/** Of every app client of the pool, whoever made it and in whatever stack. */
export const poolClientRules = {
  scopes: {
    path: 'oAuth.scopes of the app client "{client}"',
    allowed: 'a list without {listed}, which only members of a group may hold',
    advice: 'Leave it out: members get it without asking, and whoever else asked through this client would get it, too.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html',
  },
  writeAttributes: {
    path: 'writeAttributes of the app client "{client}"',
    allowed: 'a list without {written}, which tokens.claims copies to access tokens',
    advice: 'Give it writeAttributes without it: a client without any may write all, and people would choose their own claims.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html',
  },
} satisfies Record<string, Rule>;

/**
 * Looks, at synth, at every app client of the pool: one that lists a group's scope would get it for machines, which no trigger sees, and one that
 * may write an attribute lets people choose the claim that is copied from it.
 */
export function watchClients(scope: Construct, pool: UserPool, settings: Settings): void {
  if (!customizesTokens(settings)) return;
  scope.node.addValidation({
    validate: () => scope.node.root.node.findAll()
      .filter((construct): construct is CfnUserPoolClient => construct instanceof CfnUserPoolClient && construct.userPoolId === pool.userPoolId)
      .flatMap((client) => [...scopeProblems(client, settings), ...attributeProblems(client, settings)]),
  });
}

function scopeProblems(client: CfnUserPoolClient, { groups }: Settings): string[] {
  const given = Object.values(groups).flatMap(({ scopes = [] }) => scopes);
  const listed = (client.allowedOAuthScopes ?? []).filter((name) => name.startsWith(`${GROUPS_RESOURCE_SERVER}/`) || given.includes(name));
  if (listed.length === 0) return [];
  return [broken(poolClientRules.scopes, client.allowedOAuthScopes, { client: client.node.path, listed: listed.join(', ') })];
}

function attributeProblems(client: CfnUserPoolClient, { claims }: Settings): string[] {
  const copied = Object.values(claims);
  const written = copied.filter((attribute) => client.writeAttributes?.includes(attribute) ?? true);
  if (written.length === 0) return [];
  return [broken(poolClientRules.writeAttributes, client.writeAttributes, { client: client.node.path, written: written.join(', ') })];
}
