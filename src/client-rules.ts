import { CfnUserPool, CfnUserPoolClient, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { CLIENTS_FOLDER } from './clients';
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
    advice: 'Give it writeAttributes without it: a client without any may write all, and people would choose their own claims. What identity providers map '
      + 'is written only by them where the client has no authFlows, does not list aws.cognito.signin.user.admin, and nobody signs up by themselves.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html',
  },
} satisfies Record<string, Rule>;

/**
 * Looks, at synth, at every app client of the pool: one that lists a group's scope would get it for machines, which no trigger sees, and one that
 * may write an attribute lets people choose the claim that is copied from it.
 */
export function watchClients(scope: Construct, pool: IUserPool, settings: Settings): void {
  scope.node.addValidation({
    // Asked when all is there: a group may come late.
    validate: () => !customizesTokens(settings) ? [] : scope.node.root.node.findAll()
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
function mayBeWritten(scope: Construct, { node: { defaultChild: pool } }: IUserPool, client: CfnUserPoolClient): boolean {
  const ours = scope.node.tryFindChild(CLIENTS_FOLDER)?.node.findAll().includes(client) ?? false;
  const invitation = pool instanceof CfnUserPool ? pool.adminCreateUserConfig as CfnUserPool.AdminCreateUserConfigProperty | undefined : undefined;
  const invitedOnly = invitation?.allowAdminCreateUserOnly === true;
  const closed = client.explicitAuthFlows?.every((flow) => CLOSED_FLOWS.includes(flow)) ?? false;
  return !(ours && invitedOnly && closed && !client.allowedOAuthScopes?.includes(SELF_SERVICE_SCOPE));
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
