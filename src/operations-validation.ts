import { isEnabled, rows } from './enabled-operations';
import { CognitoAuthApiProps } from './props';
import { broken, ourPage, Rule } from './rule';

const names = rows.map(({ operation }) => operation);
const list = (words: readonly string[]) => words.map((word) => `"${word}"`).join(', ');
const LINK = ourPage('README.md#into-what-you-have');

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
export function operationsProblems({ operations = {} }: CognitoAuthApiProps): string[] {
  const unknown = (['include', 'exclude'] as const).flatMap((name) => unknownNames(operationsRules.name, operations[name] ?? [], name));
  const contradicting = contradictions(operations);
  if (contradicting.length > 0) return [...unknown, ...contradicting];
  if (!rows.some((row) => isEnabled(row, operations))) {
    const name = operations.include ? 'include' : 'exclude';
    return [...unknown, broken(operationsRules.some, operations[name], { list: name })];
  }
  return [...unknown, ...strandings(operations)];
}

/** Also for maps of options by operation. */
export function unknownNames(rule: Rule, given: readonly string[], listName = ''): string[] {
  return given.filter((name) => !names.includes(name)).map((name) => broken(rule, name, { list: listName, operations: list(names) }));
}

function contradictions({ all, include, exclude }: NonNullable<CognitoAuthApiProps['operations']>): string[] {
  if (!include) return [];
  return [
    ...all ? [broken(operationsRules.includeOrAll, include)] : [],
    ...exclude ? [broken(operationsRules.includeOrExclude, exclude)] : [],
  ];
}

/** One per operation that is missing, with those that send people to it. */
function strandings(operations: NonNullable<CognitoAuthApiProps['operations']>): string[] {
  const enabled = rows.filter((row) => isEnabled(row, operations));
  return rows.filter((row) => !enabled.includes(row)).flatMap(({ operation: missing }) => {
    const dependents = enabled.filter(({ needs }) => needs?.includes(missing)).map(({ operation }) => operation);
    if (dependents.length === 0) return [];
    const rule = operations.include ? operationsRules.includeNext : operationsRules.excludeNext;
    return [broken(rule, operations.include ?? operations.exclude, { missing, dependents: list(dependents) })];
  });
}
