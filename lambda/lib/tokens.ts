import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';

/** Cognito's tokens in the contract's words. */
export const tokensOf = ({ IdToken, AccessToken, RefreshToken, ExpiresIn }: AuthenticationResultType) => ({
  id_token: IdToken!,
  access_token: AccessToken!,
  refresh_token: RefreshToken!,
  expires_in: ExpiresIn!,
});
