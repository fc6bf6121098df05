import { Token } from 'aws-cdk-lib';
import { AppClientOptions } from './app-client-options';
import { broken, Rule } from './rule';
import { Settings } from './settings';

const ROLES = 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html';

export const identityPoolRules = {
  guestRole: {
    path: 'identityPool.unauthenticatedRole',
    allowed: 'left out where identityPool.allowUnauthenticatedIdentities is not true',
    advice: 'Nobody gets it: people who are not signed in have no credentials unless you say so.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html',
  },
  sameRole: {
    path: 'identityPool.unauthenticatedRole',
    allowed: 'another role than identityPool.authenticatedRole',
    advice: 'Whoever is not signed in would be allowed what people are who are: use two roles.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html',
  },
  clients: {
    path: 'the clients that an identity pool trusts',
    allowed: 'at most 10, the API\'s own among them',
    advice: 'An identity pool maps the roles of no more: let several apps share a client, or make an identity pool of your own for the rest.',
    link: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html',
  },
  noPool: {
    path: 'clients.{name}.identityPool',
    allowed: 'left out where there is no identityPool',
    advice: 'There are no credentials to have: give the identityPool prop, too.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-integrating-user-pools-with-identity-pools.html',
  },
  oneRole: {
    path: 'groups.{name}.createRole',
    allowed: 'left out where groups.{name}.role is given',
    advice: 'A group has one role: remove one of the two.',
    link: ROLES,
  },
  createRole: {
    path: 'groups.{name}.createRole',
    allowed: 'left out where there is no identityPool',
    advice: 'The role would trust nobody: give identityPool, or role for one that an identity pool of yours gives.',
    link: ROLES,
  },
} satisfies Record<string, Rule>;

/** An identity pool maps the roles of no more providers, and each client is one. */
const MOST_CLIENTS = 10;

export const trustedProblems = (count: number) => count > MOST_CLIENTS ? [broken(identityPoolRules.clients, count)] : [];

/** `trusted` says how many clients the identity pool has besides. */
export function trustProblems(name: string, options: AppClientOptions, { identityPool }: Settings, trusted: number): string[] {
  if (!options.identityPool) return [];
  return identityPool ? trustedProblems(trusted + 1) : [broken(identityPoolRules.noPool, options.identityPool, { name })];
}

export function identityPoolProblems({ identityPool, groups }: Settings): string[] {
  return [...guestProblems(identityPool), ...Object.entries(groups).flatMap(([name, { role, createRole }]) => {
    if (!createRole) return [];
    return [
      ...role ? [broken(identityPoolRules.oneRole, createRole, { name })] : [],
      ...identityPool ? [] : [broken(identityPoolRules.createRole, createRole, { name })],
    ];
  })];
}

function guestProblems(options: Settings['identityPool']): string[] {
  const { authenticatedRole, unauthenticatedRole, allowUnauthenticatedIdentities } = options ?? {};
  if (!unauthenticatedRole) return [];
  if (!allowUnauthenticatedIdentities) return [broken(identityPoolRules.guestRole, unauthenticatedRole.node.path)];
  const same = unauthenticatedRole === authenticatedRole
    || (unauthenticatedRole.roleArn === authenticatedRole?.roleArn && !Token.isUnresolved(unauthenticatedRole.roleArn));
  return same ? [broken(identityPoolRules.sameRole, unauthenticatedRole.node.path)] : [];
}
