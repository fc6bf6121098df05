import { Cognito } from './cognito';
import { applied, Claims, ClaimsOverride } from './pre-token-generation';
import { Client, Pool } from './state';
import { ClientMetadata, invokeTrigger, preTokenGenerationVersion } from './triggers';

interface MachineCustomization {
  readonly scopes: string[];
  readonly access: (claims: Claims) => Claims;
}

/** [D] Only version 3 of the trigger is asked about tokens of nobody; it changes what it changes for people. */
export async function customizeMachineToken(
  cognito: Cognito, pool: Pool, client: Client, scopes: string[], clientMetadata: ClientMetadata,
): Promise<MachineCustomization> {
  if (preTokenGenerationVersion(pool) !== '3') return { scopes, access: (claims) => claims };
  const response = await invokeTrigger(cognito, pool, {
    trigger: 'PreTokenGeneration',
    source: 'TokenGeneration_ClientCredentials',
    // [M] That the client's id stands for the user's name is unverified.
    username: client.id,
    client,
    request: { userAttributes: {}, groupConfiguration: {}, scopes, ...(clientMetadata ? { clientMetadata } : {}) },
    response: { claimsAndScopeOverrideDetails: null },
  });
  const access: ClaimsOverride = response?.claimsAndScopeOverrideDetails?.accessTokenGeneration ?? {};
  return {
    scopes: [...new Set([...scopes, ...access.scopesToAdd ?? []])].filter((scope) => !access.scopesToSuppress?.includes(scope)),
    access: applied(access),
  };
}
