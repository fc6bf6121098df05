import { Cognito } from './cognito';
import { Client, Pool, User } from './state';
import { ClientMetadata, invokeTrigger, userAttributes } from './triggers';

export async function postConfirmation(cognito: Cognito, pool: Pool, client: Client, user: User, metadata: ClientMetadata): Promise<void> {
  await invokeTrigger(cognito, pool, {
    trigger: 'PostConfirmation',
    source: 'PostConfirmation_ConfirmSignUp',
    user,
    client,
    request: { userAttributes: userAttributes(user), ...(metadata ? { clientMetadata: metadata } : {}) },
    response: {},
  });
}
