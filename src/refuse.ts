import { IConstruct } from 'constructs';

/** What there may be one or several of. */
interface Counted {
  readonly one: string;
  readonly several: string;
}

/** Throws where there are problems. The message lists all of them, not only the first, below what it is that has them. */
export function refuse(problems: string[], name: string, subject: string, counted?: Counted): void {
  if (problems.length === 0) return;
  const has = counted ? ` has ${problems.length === 1 ? counted.one : `${problems.length} ${counted.several}`} that` : '';
  const error = new Error(`${subject}${has} cannot be deployed:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  error.name = name;
  throw error;
}

export const OPTIONS: Counted = { one: 'an option', several: 'options' };

/** A call of a method, such as `addRoute("Orders")`, by the construct that it was made on. */
export const callOf = (auth: IConstruct, call: string) => `${call} of CognitoAuthApi "${auth.node.path}"`;
