import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { GROUPS_RESOURCE_SERVER } from './contract';
import { preTokenGenerationEnvironment } from './pre-token-generation';
import { broken, numberBreaks, numberRule, Rule } from './rule';
import { Settings } from './settings';

/** Scopes of one resource server; Cognito has no more. */
const MOST_GROUPS = 100;
/** Of the 4,096 that Lambda has for all variables; the rest is for their names and the ARN of a trigger. */
const MOST_ENVIRONMENT_BYTES = 3_700;

/** What a group may be called and a scope may hold, without what separates the parts of a scope or of a list. */
const GROUP_NAME = /^[\x21\x23-\x2B\x2D\x2E\x30-\x5A\x5E-\x7E]{1,128}$/;
/** A resource server's identifier, a slash, and a scope's name. */
const FULL_SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]{1,256}\/[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]{1,256}$/;

const GROUP = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html';
const SCOPE = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResourceServerScopeType.html';

export const groupRules = {
  name: {
    path: 'groups',
    allowed: 'a map whose keys are 1 to 128 printable ASCII characters without space, quote, backslash, slash, comma and square brackets',
    advice: 'The name becomes a part of a scope and of the list that API Gateway writes as [a b]: use names such as "admins".',
    link: SCOPE,
  },
  description: { path: 'groups.{name}.description', allowed: 'at most 2048 characters', advice: 'This is Cognito\'s limit.', link: GROUP },
  precedence: numberRule('groups.{name}.precedence', 0, 2 ** 31 - 1, 'These are Cognito\'s limits; the lowest number wins.', GROUP),
  scopesPlan: {
    path: 'groups.{name}.scopes',
    allowed: 'left out where featurePlan is "LITE"',
    advice: 'Only from FeaturePlan.ESSENTIALS on can a trigger change access tokens.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/feature-plans-features-essentials.html',
  },
  scope: {
    path: 'groups.{name}.scopes[{index}]',
    allowed: `a full scope such as "orders/write", and none of "${GROUPS_RESOURCE_SERVER}/..." or "aws.cognito...."`,
    advice: 'A group gives its own scope by itself, and those of Cognito belong to everyone who signs in.',
    link: SCOPE,
  },
  count: {
    path: 'groups',
    allowed: `at most ${MOST_GROUPS} groups`,
    advice: 'A resource server has no more scopes: make groups that no route asks for with CfnUserPoolGroup on userPool.',
    link: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html',
  },
  bytes: {
    path: 'groups',
    allowed: `names and scopes of at most ${MOST_ENVIRONMENT_BYTES} bytes together with tokens.claims, as JSON`,
    advice: 'The trigger reads them from its environment, where Lambda allows 4 KB: shorten the names, or give fewer scopes.',
    link: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
} satisfies Record<string, Rule>;

export function groupProblems(settings: Settings): string[] {
  const entries = Object.entries(settings.groups);
  const problems = entries.flatMap(([name, { description, precedence, scopes }]) => [
    ...nameProblems(name),
    ...descriptionProblems(name, description),
    ...numberBreaks(groupRules.precedence, precedence, { name }),
    ...scopesProblems(name, scopes ?? [], settings.featurePlan),
  ]);
  if (entries.length > MOST_GROUPS) problems.push(broken(groupRules.count, entries.length));
  return problems.length > 0 ? problems : environmentProblems(settings);
}

function nameProblems(name: string): string[] {
  return GROUP_NAME.test(name) ? [] : [broken(groupRules.name, name)];
}

function descriptionProblems(name: string, description: string | undefined): string[] {
  return description === undefined || description.length <= 2048 ? [] : [broken(groupRules.description, description.length, { name })];
}

function scopesProblems(name: string, scopes: string[], plan: FeaturePlan): string[] {
  if (scopes.length > 0 && plan === FeaturePlan.LITE) return [broken(groupRules.scopesPlan, scopes, { name })];
  return scopes.flatMap((scope, index) => {
    const reserved = scope.startsWith(`${GROUPS_RESOURCE_SERVER}/`) || scope.startsWith('aws.cognito.');
    return FULL_SCOPE.test(scope) && !reserved ? [] : [broken(groupRules.scope, scope, { name, index })];
  });
}

function environmentProblems(settings: Settings): string[] {
  const { GROUP_SCOPES, TOKEN_CLAIMS } = preTokenGenerationEnvironment(settings);
  const bytes = Buffer.byteLength(GROUP_SCOPES + TOKEN_CLAIMS);
  return bytes <= MOST_ENVIRONMENT_BYTES ? [] : [broken(groupRules.bytes, bytes)];
}
