import { Choice, isEnabled, isPossible, rows } from './enabled-operations';
import { mfaRules } from './mfa-rules';
import { problem } from './problem';
import { CognitoAuthApiProps } from './props';
import { broken } from './rule';

const names = rows.map(({ operation }) => operation);
const list = (words: readonly string[]) => words.map((word) => `"${word}"`).join(', ');

/** Which operations there are to be: known names, no contradiction, at least one, and nobody left without a next step. */
export function operationsProblems(choice: Choice): string[] {
  const { operations } = choice;
  const unknown = [...unknownNames('operations.include', operations.include), ...unknownNames('operations.exclude', operations.exclude)];
  const absent = impossible(choice);
  const contradicting = contradictions(operations);
  if (contradicting.length > 0) return [...unknown, ...absent, ...contradicting];
  if (!rows.some((row) => isEnabled(row, choice))) {
    if (absent.length > 0) return [...unknown, ...absent];
    const [path, given] = operations.include ? ['operations.include', operations.include] : ['operations.exclude', operations.exclude];
    return [...unknown, problem(path!.toString(), 'such that at least one operation is left', given,
      'Without any there is no API: use a cognito.UserPool instead.')];
  }
  return [...unknown, ...absent, ...strandings(choice)];
}

/** Those that a second factor makes sense of, where there is none. */
function impossible(choice: Choice): string[] {
  return rows.filter((row) => !isPossible(row, choice) && choice.operations.include?.includes(row.operation))
    .map(({ operation }) => broken(mfaRules.operations, operation));
}

/** Also for maps of options by operation. */
export function unknownNames(path: string, given: readonly string[] | undefined): string[] {
  return (given ?? []).filter((name) => !names.includes(name))
    .map((name) => problem(path, 'made of names of operations', name, `The operations are ${list(names)}.`));
}

function contradictions({ all, include, exclude }: NonNullable<CognitoAuthApiProps['operations']>): string[] {
  if (!include) return [];
  return [
    ...all ? [problem('operations.include', 'left out where operations.all is true', include, 'Remove one of the two: operations.all is every operation.')] : [],
    ...exclude ? [problem('operations.exclude', 'left out where operations.include is given', exclude,
      'Remove one of the two: operations.include names all that there is to be.')] : [],
  ];
}

/** One per operation that is missing, with those that send people to it. */
function strandings(choice: Choice): string[] {
  const { operations } = choice;
  const enabled = rows.filter((row) => isEnabled(row, choice));
  return rows.filter((row) => isPossible(row, choice) && !enabled.includes(row)).flatMap(({ operation: missing }) => {
    const dependents = enabled.filter(({ needs }) => needs?.includes(missing)).map(({ operation }) => operation);
    if (dependents.length === 0) return [];
    const who = `${list(dependents)} ${dependents.length === 1 ? 'sends' : 'send'} people to "${missing}"`;
    return operations.include
      ? [`operations.include must hold "${missing}", too: ${who}. Add "${missing}", or remove ${list(dependents)}.`]
      : [`operations.exclude must not hold "${missing}" alone: ${who}. Remove "${missing}", or exclude ${list(dependents)}, too.`];
  });
}
