import { Operations } from '../operation';
import { adminCreateUserOperations } from './admin-create-user';
import { adminPasswordOperations } from './admin-passwords';
import { adminUserOperations } from './admin-users';
import { clientOperations } from './clients';
import { forgotPasswordOperations } from './forgot-password';
import { groupOperations } from './groups';
import { heldOperations } from './held';
import { identityProviderOperations } from './identity-providers';
import { initiateAuthOperations } from './initiate-auth';
import { listUsersOperations } from './list-users';
import { mfaPreferenceOperations } from './mfa-preference';
import { passkeyOperations } from './passkeys';
import { poolOperations } from './pools';
import { refreshTokenOperations } from './refresh-tokens';
import { respondOperations } from './respond-to-auth-challenge';
import { selfServiceOperations } from './self-service';
import { selfServiceAttributeOperations } from './self-service-attributes';
import { signUpOperations } from './sign-up';
import { softwareTokenOperations } from './software-token';
import { userAuthFactorOperations } from './user-auth-factors';
import { userSessionOperations } from './user-sessions';

export const allOperations: Operations = {
  ...adminCreateUserOperations,
  ...adminPasswordOperations,
  ...adminUserOperations,
  ...clientOperations,
  ...forgotPasswordOperations,
  ...groupOperations,
  ...heldOperations,
  ...identityProviderOperations,
  ...initiateAuthOperations,
  ...listUsersOperations,
  ...mfaPreferenceOperations,
  ...passkeyOperations,
  ...poolOperations,
  ...refreshTokenOperations,
  ...respondOperations,
  ...selfServiceOperations,
  ...selfServiceAttributeOperations,
  ...signUpOperations,
  ...softwareTokenOperations,
  ...userAuthFactorOperations,
  ...userSessionOperations,
};
