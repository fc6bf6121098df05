import { CognitoAuthApi, CognitoAuthApiProps } from 'cognito-auth-api';
import { Construct } from 'constructs';
import { withDefaults } from './defaults';
import { guard } from './guardrails';
import { refuseLocked } from './locks';

/**
 * Acme's auth API. A subclass, and no construct around one: teams have every property and method of CognitoAuthApi, also those of its next version,
 * it goes wherever that is asked for, and the logical IDs are the same, so that who comes from CognitoAuthApi keeps the user pool. A construct around it
 * would add a level to all of them. It is the better choice where a company offers three props in place of all.
 */
export class AcmeAuthApi extends CognitoAuthApi {
  constructor(scope: Construct, id: string, props?: CognitoAuthApiProps) {
    refuseLocked(scope, id, props);
    super(scope, id, withDefaults(props));
    guard(this);
  }
}
