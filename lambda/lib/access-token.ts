import { GetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { attributesOf } from './attributes';
import { answering } from './aws-errors';
import { ClientId, UserPoolId, cognito } from './cognito';
import { HttpError } from './http-error';
import { claimsOf } from './sign-in';

export interface Person {
  readonly sub: string;
  readonly email: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  /** The second factors that are switched on, by Cognito's names, and the preferred one. */
  readonly factors: readonly string[];
  readonly preferredFactor?: string;
}

/**
 * GetUser takes the token of any pool in the region, one that an attacker made included. Cognito vouches for the signature; whether the token
 * is of our pool and client is ours to check.
 */
const assertOurs = (token: string) => {
  try {
    const { iss, client_id } = claimsOf(token);
    if (iss.endsWith(`/${UserPoolId}`) && client_id === ClientId) {
      return;
    }
  } catch {
    // Not a token at all.
  }
  throw new HttpError('INVALID_TOKEN');
};

/** What Cognito says of a token that opens nothing (any more), or of an account that no token opens. */
export const TOKEN_REFUSALS = ['NotAuthorizedException', 'PasswordResetRequiredException', 'UserNotConfirmedException', 'UserNotFoundException'];

/** Who an access token is of. Cognito refuses a forged, expired or revoked one. */
export const personOf = async (AccessToken: string): Promise<Person> => {
  assertOurs(AccessToken);
  const { Username, UserAttributes, UserMFASettingList, PreferredMfaSetting } = await cognito.send(new GetUserCommand({ AccessToken }))
    .catch(answering('INVALID_TOKEN', TOKEN_REFUSALS));
  const attributes = attributesOf(UserAttributes);
  return {
    sub: attributes.sub ?? Username!,
    email: (attributes.email ?? '').toLowerCase(),
    attributes,
    factors: UserMFASettingList ?? [],
    preferredFactor: PreferredMfaSetting,
  };
};
