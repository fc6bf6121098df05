/** An answer that AWS would give as an error. The name and the text are AWS's. */
export class Fault extends Error {
  constructor(readonly type: string, message: string, readonly status = 400) {
    super(message);
  }
}

export const notAuthorized = (message: string) => new Fault('NotAuthorizedException', message);
export const invalidParameter = (message: string) => new Fault('InvalidParameterException', message);

/** Texts tagged [O] were observed on real pools, [D] stand in AWS's documentation, [M] are from memory and unverified. */
export const faults = {
  // [O]
  incorrectUsernameOrPassword: () => notAuthorized('Incorrect username or password.'),
  // [D/O]
  passwordAttemptsExceeded: () => notAuthorized('Password attempts exceeded'),
  // [O]
  userIsDisabled: () => notAuthorized('User is disabled.'),
  // [O]
  temporaryPasswordExpired: () => notAuthorized('Temporary password has expired and must be reset by an administrator.'),
  // [O]
  sessionExpired: () => notAuthorized('Invalid session for the user, session is expired.'),
  // [O]
  sessionUsed: () => notAuthorized('Invalid session for the user, session can only be used once.'),
  // [O]
  sessionInvalid: () => notAuthorized('Invalid session for the user.'),
  // [O]
  secretHashMismatch: (clientId: string) => notAuthorized(`Unable to verify secret hash for client ${clientId}`),
  // [O]
  secretHashMissing: (clientId: string) => notAuthorized(`Client ${clientId} is configured with secret but SECRET_HASH was not received`),
  // [O]
  passwordCannotBeReset: () => notAuthorized('User password cannot be reset in the current state.'),
  // [O]
  userCannotBeConfirmed: (status: string) => notAuthorized(`User cannot be confirmed. Current status is ${status}`),
  // [O]
  unauthorizedAttribute: () => notAuthorized('A client attempted to write unauthorized attribute'),
  // [O]
  userDoesNotExist: () => new Fault('UserNotFoundException', 'User does not exist.'),
  // [O] ConfirmSignUp, ForgotPassword and their kin under the legacy existence rule
  usernameClientNotFound: () => new Fault('UserNotFoundException', 'Username/client id combination not found.'),
  // [O]
  userIsNotConfirmed: () => new Fault('UserNotConfirmedException', 'User is not confirmed.'),
  // [O]
  passwordResetRequired: () => new Fault('PasswordResetRequiredException', 'Password reset required for the user'),
  // [O]
  mfaCodeMismatch: () => new Fault('CodeMismatchException', 'Invalid code received for user'),
  // [O]
  mailedCodeMismatch: () => new Fault('CodeMismatchException', 'Invalid verification code provided, please try again.'),
  // [O]
  mailedCodeExpired: () => new Fault('ExpiredCodeException', 'Invalid code provided, please request a code again.'),
  // [V/O]
  softwareTokenUsed: () => new Fault('ExpiredCodeException', 'Your software token has already been used once.'),
  // [O]
  enableSoftwareToken: () => new Fault('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA'),
  // [O]
  softwareTokenNotFound: () => new Fault('SoftwareTokenMFANotFoundException', 'Software Token MFA does not exist for the user.'),
  // [O]
  softwareTokenNotVerified: () => invalidParameter('User has not verified software token mfa'),
  // [O]
  password: (reason: string) => new Fault('InvalidPasswordException', `Password did not conform with policy: ${reason}`),
  // [M] unverified
  passwordHistory: () => new Fault('PasswordHistoryPolicyViolationException', 'Password has been used previously. Please use a different password.'),
  // [O]
  limitExceeded: () => new Fault('LimitExceededException', 'Attempt limit exceeded, please try after some time.'),
  // [O]
  clientDoesNotExist: (clientId: string) => new Fault('ResourceNotFoundException', `User pool client ${clientId} does not exist.`),
  // [O]
  poolDoesNotExist: (poolId: string) => new Fault('ResourceNotFoundException', `User pool ${poolId} does not exist.`),
  // [O]
  groupNotFound: () => new Fault('ResourceNotFoundException', 'Group not found.'),
  // [O]
  flowNotEnabled: (flow: string) => invalidParameter(`${flow} flow not enabled for this client`),
  // [O]
  missingRequired: (parameter: string) => invalidParameter(`Missing required parameter ${parameter}`),
  // [O]
  noRecoveryChannel: () => invalidParameter(
    'Cannot reset password for the user as there is no registered/verified email or phone_number'),
  // [O]
  aliasExists: (attribute: string) => new Fault('AliasExistsException', `An account with the given ${attribute} already exists.`),
};
