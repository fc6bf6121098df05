import { App, Stack } from 'aws-cdk-lib';
import { CognitoAuthApi, CognitoAuthApiProps } from '../../src';

/** What is wrong with the props, line by line; nothing is made then. Functions get the stack that the props are for. */
export function problemsOf(props: CognitoAuthApiProps | ((stack: Stack) => CognitoAuthApiProps)): string[] {
  const stack = new Stack(new App(), 'Stack');
  const given = typeof props === 'function' ? props(stack) : props;
  try {
    new CognitoAuthApi(stack, 'Auth', given);
  } catch (error) {
    expect(stack.node.findChild('Auth').node.children).toEqual([]);
    return (error as Error).message.split('\n').slice(1).map((line) => line.replace(/^ {2}- /, ''));
  }
  return [];
}
