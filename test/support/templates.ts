import { App, Annotations, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';
import { everything } from './everything';
import { CognitoAuthApi } from '../../src';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export type Resources = Readonly<Record<string, Resource>>;

const app = () => new App({ context: { [DISABLE_ASSET_STAGING_CONTEXT]: true } });

/** The stack without any props, and the one with every prop: what releases must leave in its place for those who have deployed it. */
export const lockedStacks = {
  'the default stack': (): Resources => {
    const stack = new Stack(app(), 'Stack');
    Annotations.of(stack).acknowledgeWarning('cognito-auth-api:cognitoSender');
    new CognitoAuthApi(stack, 'Auth');
    return Template.fromStack(stack).toJSON().Resources;
  },
  'the stack with everything': (): Resources => Template.fromStack(everything(app()).stack).toJSON().Resources,
};

export type LockedStack = keyof typeof lockedStacks;
export const stackNames = Object.keys(lockedStacks) as LockedStack[];
