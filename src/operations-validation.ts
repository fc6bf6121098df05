import { Feature } from './contract';
import { Choice, isEnabled, isFeaturePossible, isPossible, rows } from './enabled-operations';
import { mfaRules } from './mfa-rules';
import { Registration } from './registration';
import { registrationRules } from './registration-rules';
import { broken, ourPage, Rule } from './rule';

const names = rows.map(({ operation }) => operation);
const list = (words: readonly string[]) => words.map((word) => `"${word}"`).join(', ');
const LINK = ourPage('docs/guide/routes.md#into-what-you-have');

export const operationsRules = {
  name: {
    path: 'operations.{list}',
    allowed: 'made of names of operations',
    advice: 'The operations are {operations}.',
    link: ourPage('README.md#the-api'),
  },
  includeOrAll: {
    path: 'operations.include',
    allowed: 'left out where operations.all is true',
    advice: 'Remove one of the two: operations.all is every operation.',
    link: LINK,
  },
  includeOrExclude: {
    path: 'operations.exclude',
    allowed: 'left out where operations.include is given',
    advice: 'Remove one of the two: operations.include names all that there is to be.',
    link: LINK,
  },
  includeOrFeatures: {
    path: 'operations.features',
    allowed: 'left out where operations.include is given',
    advice: 'Remove one of the two: operations.include names all that there is to be.',
    link: LINK,
  },
  selfSignUp: {
    path: 'operations.include',
    allowed: 'made of operations that there are without selfSignUpEnabled',
    advice: 'Nobody makes an account alone then: leave it out, or set selfSignUpEnabled.',
    link: LINK,
  },
  passkey: {
    path: 'operations.include',
    allowed: 'made of operations that there are without signIn.passkey',
    advice: 'The pool takes no passkeys then: leave it out, or set signIn.passkey.',
    link: LINK,
  },
  secondFactors: {
    path: 'operations.{list}',
    allowed: 'without operations on second factors where mfa.mode is Mfa.OFF',
    advice: 'Nobody has a second factor then: leave it out, or make mfa.mode Mfa.REQUIRED or Mfa.OPTIONAL.',
    link: LINK,
  },
  sessions: {
    path: 'operations.{list}',
    allowed: 'without operations on sessions where featurePlan is "LITE"',
    advice: 'Cognito tracks sessions from FeaturePlan.ESSENTIALS on: leave it out, or choose that.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/managing-user-sessions.html',
  },
  some: {
    path: 'operations.{list}',
    allowed: 'such that at least one operation is left',
    advice: 'Without any there is no API: use a cognito.UserPool instead.',
    link: LINK,
  },
  includeNext: {
    path: 'operations.include',
    allowed: 'a list that holds "{missing}", too',
    advice: 'People are sent to "{missing}" by {dependents}: add "{missing}", or remove {dependents}.',
    link: LINK,
  },
  excludeNext: {
    path: 'operations.exclude',
    allowed: 'a list without "{missing}" alone',
    advice: 'People are sent to "{missing}" by {dependents}: remove "{missing}", or exclude {dependents}, too.',
    link: LINK,
  },
} satisfies Record<string, Rule>;

/** Which operations there are to be: known names, no contradiction, at least one, and nobody left without a next step. */
export function operationsProblems(choice: Choice): string[] {
  const { operations } = choice;
  const unknown = (['include', 'exclude'] as const).flatMap((name) => unknownNames(operationsRules.name, operations[name] ?? [], name));
  const absent = impossible(choice);
  const contradicting = contradictions(operations);
  if (contradicting.length > 0) return [...unknown, ...absent, ...contradicting];
  if (!rows.some((row) => isEnabled(row, choice))) {
    if (absent.length > 0) return [...unknown, ...absent];
    const name = operations.include ? 'include' : 'exclude';
    return [...unknown, broken(operationsRules.some, operations[name], { list: name })];
  }
  return [...unknown, ...absent, ...strandings(choice)];
}

const impossibleRules: Partial<Record<Feature, Rule>> = {
  MFA_REQUIRED: mfaRules.operations,
  SECOND_FACTORS: operationsRules.secondFactors,
  SELF_SIGN_UP: operationsRules.selfSignUp,
  PASSKEY: operationsRules.passkey,
  SESSIONS: operationsRules.sessions,
};

/** What is asked for by name and makes no sense with the other props. */
function impossible(choice: Choice): string[] {
  const { include, features = [] } = choice.operations;
  const ruleOf = (feature: Feature) =>
    feature === 'SELF_SIGN_UP' && choice.registration === Registration.ADMINISTRATORS ? registrationRules.signUp : impossibleRules[feature]!;
  return [
    ...rows.filter((row) => include?.includes(row.operation) && !isPossible(row, choice))
      .map(({ operation, feature }) => broken(ruleOf(feature), operation, { list: 'include' })),
    ...features.filter((feature) => !isFeaturePossible(feature, choice))
      .map((feature) => broken(ruleOf(feature), feature, { list: 'features' })),
  ];
}

/** Also for maps of options by operation. */
export function unknownNames(rule: Rule, given: readonly string[], listName = ''): string[] {
  return given.filter((name) => !names.includes(name)).map((name) => broken(rule, name, { list: listName, operations: list(names) }));
}

function contradictions({ all, features, include, exclude }: Choice['operations']): string[] {
  if (!include) return [];
  return [
    ...all ? [broken(operationsRules.includeOrAll, include)] : [],
    ...features ? [broken(operationsRules.includeOrFeatures, features)] : [],
    ...exclude ? [broken(operationsRules.includeOrExclude, exclude)] : [],
  ];
}

/** One per operation that is missing, with those that send people to it. */
function strandings(choice: Choice): string[] {
  const { operations } = choice;
  const enabled = rows.filter((row) => isEnabled(row, choice));
  return rows.filter((row) => isPossible(row, choice) && !enabled.includes(row)).flatMap(({ operation: missing }) => {
    const dependents = enabled.filter(({ needs }) => needs?.includes(missing)).map(({ operation }) => operation);
    if (dependents.length === 0) return [];
    const rule = operations.include ? operationsRules.includeNext : operationsRules.excludeNext;
    return [broken(rule, operations.include ?? operations.exclude, { missing, dependents: list(dependents) })];
  });
}
