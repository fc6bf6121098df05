import { CfnUserPool, CfnUserPoolClient, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { CLIENTS_FOLDER } from './clients';
import { GROUPS_RESOURCE_SERVER } from './contract';
import { customizesTokens } from './groups';
import { Settings } from './settings';

/**
 * Looks, at synth, at every app client of the pool, whoever made it and in whatever stack: one that lists a group's scope would get it for
 * machines, which no trigger sees, and one that may write an attribute lets people choose the claim that is copied from it.
 */
export function watchClients(scope: Construct, pool: UserPool, settings: Settings): void {
  if (!customizesTokens(settings)) return;
  scope.node.addValidation({
    validate: () => scope.node.root.node.findAll()
      .filter((construct): construct is CfnUserPoolClient => construct instanceof CfnUserPoolClient && construct.userPoolId === pool.userPoolId)
      .flatMap((client) => [...scopeProblems(client, settings), ...mayBeWritten(scope, pool, client) ? attributeProblems(client, settings) : []]),
  });
}

/** What people write at Cognito takes this scope: of tokens from its API always, of those from its pages where the client lists it. */
const SELF_SERVICE_SCOPE = 'aws.cognito.signin.user.admin';
/** Flows that the clients of ours have which sign nobody in at Cognito's API: they take AWS credentials, or a refresh token. */
const CLOSED_FLOWS = ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];

/**
 * False for a client of `clients` whose tokens cannot write, in a pool without self-registration, which could: then only its identity providers use
 * the right, and a claim may well be what they say. A client of anybody else's may be used by a back end in ways that nobody sees here.
 */
function mayBeWritten(scope: Construct, pool: UserPool, client: CfnUserPoolClient): boolean {
  const ours = scope.node.tryFindChild(CLIENTS_FOLDER)?.node.findAll().includes(client) ?? false;
  const { adminCreateUserConfig } = pool.node.defaultChild as CfnUserPool;
  const invitedOnly = (adminCreateUserConfig as CfnUserPool.AdminCreateUserConfigProperty).allowAdminCreateUserOnly === true;
  const closed = client.explicitAuthFlows?.every((flow) => CLOSED_FLOWS.includes(flow)) ?? false;
  return !(ours && invitedOnly && closed && !client.allowedOAuthScopes?.includes(SELF_SERVICE_SCOPE));
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
    + 'without it: a client without any may write all, and people would choose their own claims. What identity providers map is written only by them where '
    + 'the client has no authFlows, does not list aws.cognito.signin.user.admin, and nobody signs up by themselves.'];
}
