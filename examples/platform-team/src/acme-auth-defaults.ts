import { InjectionContext, IPropertyInjector } from 'aws-cdk-lib';
import { CognitoAuthApi, CognitoAuthApiProps } from 'cognito-auth-api';
import { withDefaults } from './defaults';
import { guard } from './guardrails';
import { refuseLocked } from './locks';

/** The same for code that goes on making CognitoAuthApi itself: give it to the app, a stage or a stack as one of its `propertyInjectors`. */
export class AcmeAuthDefaults implements IPropertyInjector {
  readonly constructUniqueId = CognitoAuthApi.PROPERTY_INJECTION_ID;

  inject(props: CognitoAuthApiProps | undefined, { scope, id }: InjectionContext): CognitoAuthApiProps {
    refuseLocked(scope, id, props);
    guard(scope);
    return withDefaults(props);
  }
}
