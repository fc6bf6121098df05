import { Vector } from '../vector';
import { adminVectors } from './admin';
import { attributeVectors } from './attributes';
import { codeVectors } from './codes';
import { customAuthVectors } from './custom-auth';
import { existenceVectors } from './existence';
import { groupVectors } from './groups';
import { heldVectors } from './held';
import { identityProviderVectors } from './identity-providers';
import { lockoutVectors } from './lockout';
import { mfaVectors } from './mfa';
import { passkeySignInVectors } from './passkey-sign-in';
import { passkeyVectors } from './passkeys';
import { refreshVectors } from './refresh';
import { secretHashVectors } from './secret-hash';
import { sessionVectors } from './sessions';
import { signInVectors } from './sign-in';
import { srpVectors } from './srp';
import { tokenVectors } from './tokens';
import { triggerVectors } from './triggers';
import { userAuthVectors } from './user-auth';
import { userMigrationVectors } from './user-migration';
import { userSessionVectors } from './user-sessions';

/** By subject; each subject is a file of its own. */
export const vectors: Readonly<Record<string, readonly Vector[]>> = {
  'sign-in': signInVectors,
  'srp': srpVectors,
  'custom-auth': customAuthVectors,
  'sessions': sessionVectors,
  'mfa': mfaVectors,
  'user-auth': userAuthVectors,
  'passkeys': passkeyVectors,
  'passkey-sign-in': passkeySignInVectors,
  'tokens': tokenVectors,
  'refresh': refreshVectors,
  'codes': codeVectors,
  'lockout': lockoutVectors,
  'existence': existenceVectors,
  'secret-hash': secretHashVectors,
  'attributes': attributeVectors,
  'groups': groupVectors,
  'held': heldVectors,
  'admin': adminVectors,
  'identity-providers': identityProviderVectors,
  'triggers': triggerVectors,
  'user-migration': userMigrationVectors,
  'user-sessions': userSessionVectors,
};
