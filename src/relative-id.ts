import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Names what is made here for a construct of the user's: by its place in its stack, so that the same app in another stage has the same logical IDs. */
export function relativeId(scope: IConstruct, construct: IConstruct): string {
  const stack = Stack.of(construct);
  const path = construct.node.path.slice(stack.node.path.length + 1);
  return stack === Stack.of(scope) ? path : `${stack.node.id}/${path}`;
}
