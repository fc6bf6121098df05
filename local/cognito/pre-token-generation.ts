import { Cognito } from './cognito';
import { Client, Pool, User } from './state';
import { ClientMetadata, invokeTrigger, preTokenGenerationVersion, userAttributes } from './triggers';
import { groupsOf } from './users';

export type TokenGenerationSource = 'Authentication' | 'NewPasswordChallenge' | 'RefreshTokens';

type Claims = Record<string, unknown>;

export interface Customization {
  readonly groups: string[];
  readonly roles: string[];
  readonly preferredRole?: string;
  readonly scopes: string[];
  readonly id: (claims: Claims) => Claims;
  readonly access: (claims: Claims) => Claims;
}

// [D] What no trigger changes; AWS passes over such a claim in silence [M].
const RESERVED = [
  'acr', 'amr', 'at_hash', 'aud', 'auth_time', 'azp', 'client_id', 'cognito:username', 'event_id', 'exp', 'iat', 'iss', 'jti', 'nbf', 'nonce',
  'origin_jti', 'scope', 'sub', 'token_use', 'username', 'version',
];

interface ClaimsOverride {
  claimsToAddOrOverride?: Claims;
  claimsToSuppress?: string[];
  scopesToAdd?: string[];
  scopesToSuppress?: string[];
}

const applied = (override: ClaimsOverride | null | undefined) => (claims: Claims): Claims => {
  const result = { ...claims };
  for (const [name, value] of Object.entries(override?.claimsToAddOrOverride ?? {})) {
    if (!RESERVED.includes(name)) result[name] = value;
  }
  for (const name of override?.claimsToSuppress ?? []) {
    if (!RESERVED.includes(name)) delete result[name];
  }
  return result;
};

const unchanged = (claims: Claims) => claims;

export async function customizeTokens(
  cognito: Cognito, pool: Pool, client: Client, user: User, source: TokenGenerationSource, clientMetadata: ClientMetadata,
): Promise<Customization> {
  const groups = groupsOf(pool, user);
  const roles = groups.flatMap(({ roleArn }) => roleArn ? [roleArn] : []);
  const own = { groups: groups.map(({ name }) => name), roles, preferredRole: preferredRole(groups) };
  const scopes = ['aws.cognito.signin.user.admin'];
  // [D] V1 changes the ID token only; V2 and V3 see the scopes and change the access token too.
  const first = preTokenGenerationVersion(pool) === '1';
  const response = await invokeTrigger(cognito, pool, {
    trigger: 'PreTokenGeneration',
    source: `TokenGeneration_${source}`,
    user,
    client,
    request: {
      userAttributes: userAttributes(user),
      groupConfiguration: { groupsToOverride: own.groups, iamRolesToOverride: own.roles, preferredRole: own.preferredRole ?? null },
      ...(first ? {} : { scopes }),
      ...(clientMetadata ? { clientMetadata } : {}),
    },
    response: first ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null },
  });
  const details = (first ? response?.claimsOverrideDetails : response?.claimsAndScopeOverrideDetails) ?? {};
  const override = details.groupOverrideDetails;
  const access: ClaimsOverride | undefined = first ? undefined : details.accessTokenGeneration;
  return {
    groups: override?.groupsToOverride ?? own.groups,
    roles: override?.iamRolesToOverride ?? own.roles,
    preferredRole: override ? override.preferredRole ?? own.preferredRole : own.preferredRole,
    scopes: changedScopes(scopes, access),
    id: applied(first ? details : details.idTokenGeneration),
    access: access ? applied(access) : unchanged,
  };
}

/**
 * For the access token of a machine, which has no user, groups or ID token. [D] Only V3 is asked. [O] The event has no userName, and [M] its
 * userAttributes and groupConfiguration are there and empty.
 */
export async function customizeClientToken(
  cognito: Cognito, pool: Pool, client: Client, scopes: readonly string[], clientMetadata: ClientMetadata,
): Promise<Pick<Customization, 'scopes' | 'access'>> {
  if (preTokenGenerationVersion(pool) !== '3') return { scopes: [...scopes], access: unchanged };
  const response = await invokeTrigger(cognito, pool, {
    trigger: 'PreTokenGeneration',
    source: 'TokenGeneration_ClientCredentials',
    client,
    request: {
      userAttributes: {},
      groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
      scopes,
      ...(clientMetadata ? { clientMetadata } : {}),
    },
    response: { claimsAndScopeOverrideDetails: null },
  });
  const access: ClaimsOverride | undefined = response?.claimsAndScopeOverrideDetails?.accessTokenGeneration;
  return { scopes: changedScopes(scopes, access), access: access ? applied(access) : unchanged };
}

const changedScopes = (scopes: readonly string[], access: ClaimsOverride | undefined) =>
  [...new Set([...scopes, ...access?.scopesToAdd ?? []])].filter((scope) => !access?.scopesToSuppress?.includes(scope));

/** [D] The role of the group of highest precedence; none when two of different roles share it. */
function preferredRole(groups: { roleArn?: string; precedence?: number }[]): string | undefined {
  const [first, second] = groups.filter(({ roleArn }) => roleArn);
  if (!first) return undefined;
  return second && second.precedence === first.precedence && second.roleArn !== first.roleArn ? undefined : first.roleArn;
}
