import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { providersOf } from './identity-providers';
import { Settings } from './settings';

/** Who may make accounts by the operation `create-user`. */
export enum Registration {
  /** Anyone: the account's owner gets a temporary password by mail. */
  ANYONE = 'ANYONE',
  /** Members of the group `admins`, by their access token. The mail goes to the new account's owner all the same. */
  ADMINISTRATORS = 'ADMINISTRATORS',
}

const FEDERATED = 'cognito-auth-api:federatedRegistration';

/** Whom a provider lets in the pool takes in: no prop of Cognito's says otherwise. */
export function warnOfProviders(scope: IConstruct, { registration, identityProviders }: Settings): void {
  if (registration !== Registration.ADMINISTRATORS || providersOf(identityProviders).length === 0) return;
  Annotations.of(scope).addWarningV2(FEDERATED, 'registration is ADMINISTRATORS, but whoever signs in through one of the identityProviders '
    + 'for the first time gets an account, too: let the provider admit only your people, or refuse the others in triggers.preSignUp. If that is so, acknowledge this: '
    + `Annotations.of(auth).acknowledgeWarning('${FEDERATED}').`);
}
