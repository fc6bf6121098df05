import type { PreSignUpTriggerEvent } from 'aws-lambda';
import type { PreSignUpEnvironment } from '../../src/contract';
import { federatedIdentity } from '../lib/federated-identity';

const { LINKED_PROVIDERS, PRE_SIGN_UP_FUNCTION_ARN, USER_MIGRATION_FUNCTION_ARN } = process.env as unknown as PreSignUpEnvironment;
const linkedProviders: string[] = JSON.parse(LINKED_PROVIDERS);

/** Links who comes from a provider that is trusted with it to the account that has their address, and answers whether there is one. */
const link = async ({ userName, userPoolId, request: { userAttributes } }: PreSignUpTriggerEvent): Promise<boolean> => {
  const identity = federatedIdentity(userName, linkedProviders);
  const { email, email_verified: verified } = userAttributes;
  if (!identity || !email) {
    return false;
  }
  if (verified !== 'true') {
    // Whoever has an account or not: the answer must not tell, for this person has not proven to own the address.
    throw new Error(`${identity.providerName} did not confirm your email address. Confirm it there, and try again`);
  }
  return (await import('../lib/account-linking')).linkToAccountOf(userPoolId, email, identity);
};

/**
 * Asks the user's own trigger first, whose answer counts and whose failure ends the sign-up. Where an account is to be made, its address must not be one of
 * somebody who is yet to be migrated. What needs a network is loaded on demand.
 */
export const handler = async (event: PreSignUpTriggerEvent): Promise<PreSignUpTriggerEvent> => {
  if (PRE_SIGN_UP_FUNCTION_ARN) {
    event.response = await (await import('../lib/users-trigger')).answerOf(PRE_SIGN_UP_FUNCTION_ARN, event);
  }
  const hasAccount = event.triggerSource === 'PreSignUp_ExternalProvider' && await link(event);
  if (USER_MIGRATION_FUNCTION_ARN && !hasAccount) {
    await (await import('../lib/legacy-people')).assertNobodyElses(USER_MIGRATION_FUNCTION_ARN, event);
  }
  return event;
};
