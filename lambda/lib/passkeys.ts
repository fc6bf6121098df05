import { ListWebAuthnCredentialsCommand, type WebAuthnCredentialDescription } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS } from './access-token';
import { answering, isOneOf } from './aws-errors';
import { cognito } from './cognito';
import { HttpError } from './http-error';
import { MAX_PASSKEYS } from '../../src/contract/limits';

/** All passkeys of the bearer. */
export const passkeysOf = async (AccessToken: string, NextToken?: string): Promise<WebAuthnCredentialDescription[]> => {
  const page = await cognito.send(new ListWebAuthnCredentialsCommand({ AccessToken, NextToken })).catch(answering('INVALID_TOKEN', TOKEN_REFUSALS));
  const { Credentials = [] } = page;
  return page.NextToken === undefined ? Credentials : [...Credentials, ...await passkeysOf(AccessToken, page.NextToken)];
};

/** For `.catch`: Cognito has one name for too many passkeys, which waiting does not help, and too many requests. */
export const atLimit = (token: string) => async (error: unknown): Promise<never> => {
  if (isOneOf(error, ['LimitExceededException']) && (await passkeysOf(token)).length >= MAX_PASSKEYS) {
    throw new HttpError('PASSKEY_LIMIT_REACHED', undefined, undefined, error);
  }
  throw error;
};
