import { Annotations, App, AppProps, Stack, StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';
import { everyOperation } from './every-operation';
import { CognitoAuthApi, CognitoAuthApiProps } from '../../src';

// What is looked at is a template: the functions' files need not be copied beside it.
const context = { [DISABLE_ASSET_STAGING_CONTEXT]: true };

export interface Synthesized {
  readonly auth: CognitoAuthApi;
  readonly stack: Stack;
  readonly template: Template;
}

export function synth(props?: CognitoAuthApiProps, appProps?: AppProps, stackProps?: StackProps): Synthesized {
  const stack = new Stack(new App({ ...appProps, context: { ...context, ...appProps?.context } }), 'Stack', stackProps);
  // Nearly every stack would print it; messages.test.ts looks at it.
  Annotations.of(stack).acknowledgeWarning('cognito-auth-api:cognitoSender');
  const auth = new CognitoAuthApi(stack, 'Auth', props);
  return { auth, stack, template: Template.fromStack(stack) };
}

let made: Synthesized | undefined;

/** The stack without any props, made once per test file. */
export function defaultStack(): Synthesized {
  return made ??= synth();
}

let full: Synthesized | undefined;

/** The same with every operation of the contract. */
export function fullStack(): Synthesized {
  return full ??= synth(everyOperation);
}

/** The properties of the only resource of a type. */
export function only(template: Template, type: string): any {
  const found = Object.values(template.findResources(type));
  expect(found).toHaveLength(1);
  return found[0].Properties;
}

/** The resource whose logical ID starts so: the construct's path without its separators. */
export function resource(template: Template, logicalIdStart: string): any {
  const found = Object.entries<any>(template.toJSON().Resources).filter(([id]) => new RegExp(`^${logicalIdStart}[0-9A-F]{8}$`).test(id));
  expect(found).toHaveLength(1);
  return found[0][1];
}
