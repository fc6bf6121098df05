import { ListWebAuthnCredentialsCommand, type WebAuthnCredentialDescription } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS } from './access-token';
import { answering, isOneOf } from './aws-errors';
import { cognito } from './cognito';
import { HttpError } from './http-error';
import { listed } from './pages';
import { MAX_PASSKEYS } from '../../src/contract/limits';

/** All passkeys of the bearer. */
export const passkeysOf = async (AccessToken: string): Promise<WebAuthnCredentialDescription[]> => (await listed(async (NextToken) => {
  const { Credentials, NextToken: next } = await cognito.send(new ListWebAuthnCredentialsCommand({ AccessToken, NextToken }))
    .catch(answering('INVALID_TOKEN', TOKEN_REFUSALS));
  return { items: Credentials, next };
})).items;

/** For `.catch`: Cognito has one name for too many passkeys, which waiting does not help, and too many requests. */
export const atLimit = (token: string) => async (error: unknown): Promise<never> => {
  if (isOneOf(error, ['LimitExceededException']) && (await passkeysOf(token)).length >= MAX_PASSKEYS) {
    throw new HttpError('PASSKEY_LIMIT_REACHED', undefined, undefined, error);
  }
  throw error;
};
