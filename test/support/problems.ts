import { App, Stack, StackProps } from 'aws-cdk-lib';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';
import { CognitoAuthApi, CognitoAuthApiProps } from '../../src';

/** The lines of an error that lists problems, as they are. */
export const linesOf = (error: unknown): string[] => (error as Error).message.split('\n').slice(1).map((line) => line.replace(/^ {2}- /, ''));

/** The same without the link that each of them ends with. */
export const withoutLinks = (lines: string[]): string[] => lines.map((line) => {
  expect(line).toMatch(/[.?] See https:\/\/\S+$/);
  return line.replace(/ See https:\/\/\S+$/, '');
});

/** What is wrong with the props, line by line and link by link; nothing is made then. Functions get the stack that the props are for. */
export function fullProblemsOf(props: CognitoAuthApiProps | ((stack: Stack) => CognitoAuthApiProps), stackProps?: StackProps): string[] {
  const stack = new Stack(new App({ context: { [DISABLE_ASSET_STAGING_CONTEXT]: true } }), 'Stack', stackProps);
  const given = typeof props === 'function' ? props(stack) : props;
  try {
    new CognitoAuthApi(stack, 'Auth', given);
  } catch (error) {
    expect(stack.node.findChild('Auth').node.children).toEqual([]);
    return linesOf(error);
  }
  return [];
}

/** The same without the links, which are asserted to be there. */
export const problemsOf = (...given: Parameters<typeof fullProblemsOf>): string[] => withoutLinks(fullProblemsOf(...given));
