import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { GROUPS_RESOURCE_SERVER } from './contract';
import { preTokenGenerationEnvironment } from './pre-token-generation';
import { numberProblems, problem } from './problem';
import { Settings } from './settings';

/** Scopes of one resource server; Cognito has no more. */
const MOST_GROUPS = 100;
/** Of the 4,096 that Lambda has for all variables; the rest is for their names and the ARN of a trigger. */
const MOST_ENVIRONMENT_BYTES = 3_700;

/** What a group may be called and a scope may hold, without what separates the parts of a scope or of a list. */
const GROUP_NAME = /^[\x21\x23-\x2B\x2D\x2E\x30-\x5A\x5E-\x7E]{1,128}$/;
/** A resource server's identifier, a slash, and a scope's name. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResourceServerScopeType.html */
const FULL_SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]{1,256}\/[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]{1,256}$/;

export function groupProblems(settings: Settings): string[] {
  const entries = Object.entries(settings.groups);
  const problems = entries.flatMap(([name, { description, precedence, scopes }]) => [
    ...nameProblems(name),
    ...descriptionProblems(`groups.${name}.description`, description),
    ...numberProblems(`groups.${name}.precedence`, precedence, 0, 2 ** 31 - 1, 'These are Cognito\'s limits; the lowest number wins.'),
    ...scopesProblems(`groups.${name}.scopes`, scopes ?? [], settings.featurePlan),
  ]);
  if (entries.length > MOST_GROUPS) {
    problems.push(problem('groups', `at most ${MOST_GROUPS} groups`, entries.length,
      'A resource server has no more scopes: make groups that no route asks for with CfnUserPoolGroup on userPool.'));
  }
  return problems.length > 0 ? problems : environmentProblems(settings);
}

function nameProblems(name: string): string[] {
  if (GROUP_NAME.test(name)) return [];
  return [problem('groups', 'a map whose keys are 1 to 128 printable ASCII characters without space, quote, backslash, slash, comma and square brackets', name,
    'The name becomes a part of a scope and of the list that API Gateway writes as [a b]: use names such as "admins".')];
}

function descriptionProblems(path: string, description: string | undefined): string[] {
  if (description === undefined || description.length <= 2048) return [];
  return [problem(path, 'at most 2048 characters', description.length, 'This is Cognito\'s limit.')];
}

function scopesProblems(path: string, scopes: string[], plan: FeaturePlan): string[] {
  if (scopes.length > 0 && plan === FeaturePlan.LITE) {
    return [problem(path, 'left out where featurePlan is "LITE"', scopes, 'Only from FeaturePlan.ESSENTIALS on can a trigger change access tokens.')];
  }
  return scopes.flatMap((scope, index) => {
    const reserved = scope.startsWith(`${GROUPS_RESOURCE_SERVER}/`) || scope.startsWith('aws.cognito.');
    if (FULL_SCOPE.test(scope) && !reserved) return [];
    return [problem(`${path}[${index}]`, `a full scope such as "orders/write", and none of "${GROUPS_RESOURCE_SERVER}/..." or "aws.cognito...."`, scope,
      'A group gives its own scope by itself, and those of Cognito belong to everyone who signs in.')];
  });
}

function environmentProblems(settings: Settings): string[] {
  const { GROUP_SCOPES, TOKEN_CLAIMS } = preTokenGenerationEnvironment(settings);
  const bytes = Buffer.byteLength(GROUP_SCOPES + TOKEN_CLAIMS);
  if (bytes <= MOST_ENVIRONMENT_BYTES) return [];
  return [problem('groups', `names and scopes of at most ${MOST_ENVIRONMENT_BYTES} bytes together with tokens.claims, as JSON`, bytes,
    'The trigger reads them from its environment, where Lambda allows 4 KB: shorten the names, or give fewer scopes.')];
}
