import type { PreSignUpTriggerEvent } from 'aws-lambda';
import type { PreSignUpEnvironment } from '../../src/contract';
import { federatedIdentity } from '../lib/federated-identity';

const { LINKED_PROVIDERS, PRE_SIGN_UP_FUNCTION_ARN } = process.env as unknown as PreSignUpEnvironment;
const linkedProviders: string[] = JSON.parse(LINKED_PROVIDERS);

/**
 * Asks the user's own trigger first, whose answer counts and whose failure ends the sign-up; then links who comes from a provider that is trusted
 * with it. What needs a network is loaded on demand: a sign-up that is not external does without.
 */
export const handler = async (event: PreSignUpTriggerEvent): Promise<PreSignUpTriggerEvent> => {
  if (PRE_SIGN_UP_FUNCTION_ARN) {
    event.response = await (await import('../lib/users-trigger')).answerOf(PRE_SIGN_UP_FUNCTION_ARN, event);
  }
  if (event.triggerSource !== 'PreSignUp_ExternalProvider') {
    return event;
  }
  const identity = federatedIdentity(event.userName, linkedProviders);
  const { email, email_verified: verified } = event.request.userAttributes;
  if (!identity || !email) {
    return event;
  }
  if (verified !== 'true') {
    // Whoever has an account or not: the answer must not tell, for this person has not proven to own the address.
    throw new Error(`${identity.providerName} did not confirm your email address. Confirm it there, and try again`);
  }
  await (await import('../lib/account-linking')).linkToAccountOf(event.userPoolId, email, identity);
  return event;
};
