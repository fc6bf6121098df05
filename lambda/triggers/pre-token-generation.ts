import type { ClaimsAndScopeOverrideDetails, PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import type { PreTokenGenerationEnvironment } from '../../src/contract';
import { groupScope } from '../../src/contract/groups';
import { ADMINISTRATORS_GROUP } from '../../src/contract/limits';

const environment = process.env as unknown as PreTokenGenerationEnvironment;

/** The scopes that each declared group gives. */
const groups = Object.entries<string[]>(JSON.parse(environment.GROUP_SCOPES))
  .map(([name, scopes]) => ({ name, scopes: [groupScope(name), ...scopes] }));
const groupScopes = new Set(groups.flatMap(({ scopes }) => scopes));
const claims = Object.entries<string>(JSON.parse(environment.TOKEN_CLAIMS));

const isGroupScope = (scope: string) => groupScopes.has(scope) || scope.startsWith(groupScope(''));
const isGuardedGroup = (name: string) => name === ADMINISTRATORS_GROUP || groups.some((group) => group.name === name);

/** API Gateway takes scopes from either of the first two, of ID tokens as well; groups have a place of their own in the answer. */
const GUARDED_CLAIMS = ['scope', 'scp', 'cognito:groups'];

const withoutClaims = (names: string[], added: Record<string, any> = {}) =>
  Object.fromEntries(Object.entries(added).filter(([name]) => !names.includes(name)));

/** What the user's own trigger makes of the event; loaded on demand, since most pools have none and this one needs no network then. */
const usersAnswer = async (event: PreTokenGenerationV2TriggerEvent): Promise<Partial<ClaimsAndScopeOverrideDetails>> => {
  const arn = environment.PRE_TOKEN_GENERATION_FUNCTION_ARN;
  return arn ? (await (await import('../lib/users-trigger')).answerOf(arn, event)).claimsAndScopeOverrideDetails ?? {} : {};
};

/**
 * Adds what the person's groups give and suppresses what other groups do, whoever asked for it. Whatever the user's own trigger answers is kept,
 * as far as it does not give more than that: it may take a group or a scope away.
 */
export const handler = async (event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> => {
  const { groupConfiguration, scopes = [], userAttributes } = event.request;
  const memberships = groupConfiguration?.groupsToOverride ?? [];
  const { groupOverrideDetails, idTokenGeneration, accessTokenGeneration } = await usersAnswer(event);

  const kept = groupOverrideDetails?.groupsToOverride?.filter((name) => memberships.includes(name) || !isGuardedGroup(name));
  const given = groups.filter(({ name }) => memberships.includes(name) && (kept?.includes(name) ?? true)).flatMap((group) => group.scopes);
  const suppressed = accessTokenGeneration?.scopesToSuppress ?? [];
  const added = accessTokenGeneration?.scopesToAdd ?? [];
  const copied = claims.filter(([, attribute]) => userAttributes[attribute]).map(([claim, attribute]) => [claim, userAttributes[attribute]]);

  event.response = {
    claimsAndScopeOverrideDetails: {
      ...idTokenGeneration && {
        idTokenGeneration: { ...idTokenGeneration, claimsToAddOrOverride: withoutClaims(GUARDED_CLAIMS, idTokenGeneration.claimsToAddOrOverride) },
      },
      accessTokenGeneration: {
        ...accessTokenGeneration,
        claimsToAddOrOverride: {
          ...withoutClaims([...GUARDED_CLAIMS, ...claims.map(([claim]) => claim)], accessTokenGeneration?.claimsToAddOrOverride),
          ...Object.fromEntries(copied),
        },
        claimsToSuppress: (accessTokenGeneration?.claimsToSuppress ?? []).filter((name) => !copied.some(([claim]) => claim === name)),
        // A list in a token is split at blanks, so one would smuggle a second scope in.
        scopesToAdd: [...new Set([...added.filter((scope) => !isGroupScope(scope) && !/\s/.test(scope)), ...given])]
          .filter((scope) => !suppressed.includes(scope)),
        scopesToSuppress: [...new Set([
          ...suppressed, ...[...groupScopes, ...scopes.filter(isGroupScope)].filter((scope) => !given.includes(scope)),
        ])],
      },
      ...groupOverrideDetails && { groupOverrideDetails: { ...groupOverrideDetails, ...kept && { groupsToOverride: kept } } },
    },
  };
  return event;
};
