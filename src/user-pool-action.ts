/** What a back end may do with the accounts of the pool: Cognito's signed operations about people and groups, by AWS's names. */
export enum UserPoolAction {
  /** Puts a person into a group. */
  ADMIN_ADD_USER_TO_GROUP = 'cognito-idp:AdminAddUserToGroup',
  /** Confirms a self-registration without its code. */
  ADMIN_CONFIRM_SIGN_UP = 'cognito-idp:AdminConfirmSignUp',
  /** Makes an account, or sends its invitation again. */
  ADMIN_CREATE_USER = 'cognito-idp:AdminCreateUser',
  /** Removes an authenticator app, so that the next sign-in enrols a new one. */
  ADMIN_DELETE_SOFTWARE_TOKEN = 'cognito-idp:AdminDeleteSoftwareToken',
  /** Deletes an account. What `bucket` keeps for the person stays: the operation `delete-user` removes that, too. */
  ADMIN_DELETE_USER = 'cognito-idp:AdminDeleteUser',
  /** Removes attributes. */
  ADMIN_DELETE_USER_ATTRIBUTES = 'cognito-idp:AdminDeleteUserAttributes',
  /** Unlinks an identity provider. */
  ADMIN_DISABLE_PROVIDER_FOR_USER = 'cognito-idp:AdminDisableProviderForUser',
  /** Locks an account, until it is enabled again. */
  ADMIN_DISABLE_USER = 'cognito-idp:AdminDisableUser',
  /** Unlocks an account. */
  ADMIN_ENABLE_USER = 'cognito-idp:AdminEnableUser',
  /** Forgets a remembered device. */
  ADMIN_FORGET_DEVICE = 'cognito-idp:AdminForgetDevice',
  /** Reads a remembered device. */
  ADMIN_GET_DEVICE = 'cognito-idp:AdminGetDevice',
  /** Reads an account. Cognito bills the person as active in that month. */
  ADMIN_GET_USER = 'cognito-idp:AdminGetUser',
  /** Reads which factors a person can sign in with. */
  ADMIN_GET_USER_AUTH_FACTORS = 'cognito-idp:AdminGetUserAuthFactors',
  /** Starts a sign-in, past the limits of the API: for back ends that know what they do. */
  ADMIN_INITIATE_AUTH = 'cognito-idp:AdminInitiateAuth',
  /** Links an identity of a provider to an account: whoever holds it signs in as that person. */
  ADMIN_LINK_PROVIDER_FOR_USER = 'cognito-idp:AdminLinkProviderForUser',
  /** Lists remembered devices. */
  ADMIN_LIST_DEVICES = 'cognito-idp:AdminListDevices',
  /** Lists the groups of a person. */
  ADMIN_LIST_GROUPS_FOR_USER = 'cognito-idp:AdminListGroupsForUser',
  /** Lists the sign-ins of a person that threat protection recorded. */
  ADMIN_LIST_USER_AUTH_EVENTS = 'cognito-idp:AdminListUserAuthEvents',
  /** Lists the sessions of a person. */
  ADMIN_LIST_USER_SESSIONS = 'cognito-idp:AdminListUserSessions',
  /** Takes a person out of a group; it takes effect with the next token. */
  ADMIN_REMOVE_USER_FROM_GROUP = 'cognito-idp:AdminRemoveUserFromGroup',
  /** Voids a password and mails a code for a new one. */
  ADMIN_RESET_USER_PASSWORD = 'cognito-idp:AdminResetUserPassword',
  /** Goes on with a sign-in, past the limits of the API. */
  ADMIN_RESPOND_TO_AUTH_CHALLENGE = 'cognito-idp:AdminRespondToAuthChallenge',
  /** Ends one session of a person. */
  ADMIN_REVOKE_USER_SESSION = 'cognito-idp:AdminRevokeUserSession',
  /** Switches second factors on and off. */
  ADMIN_SET_USER_MFA_PREFERENCE = 'cognito-idp:AdminSetUserMFAPreference',
  /** Sets a password. */
  ADMIN_SET_USER_PASSWORD = 'cognito-idp:AdminSetUserPassword',
  /** Sets SMS codes as second factor, in the way of old. */
  ADMIN_SET_USER_SETTINGS = 'cognito-idp:AdminSetUserSettings',
  /** Tells threat protection whether a sign-in was genuine. */
  ADMIN_UPDATE_AUTH_EVENT_FEEDBACK = 'cognito-idp:AdminUpdateAuthEventFeedback',
  /** Sets whether a device is remembered. */
  ADMIN_UPDATE_DEVICE_STATUS = 'cognito-idp:AdminUpdateDeviceStatus',
  /** Changes attributes, verified ones included. */
  ADMIN_UPDATE_USER_ATTRIBUTES = 'cognito-idp:AdminUpdateUserAttributes',
  /** Ends all sessions of a person. */
  ADMIN_USER_GLOBAL_SIGN_OUT = 'cognito-idp:AdminUserGlobalSignOut',
  /** Lists the groups of the pool. */
  LIST_GROUPS = 'cognito-idp:ListGroups',
  /** Lists the accounts of the pool. */
  LIST_USERS = 'cognito-idp:ListUsers',
  /** Lists the accounts of a group. */
  LIST_USERS_IN_GROUP = 'cognito-idp:ListUsersInGroup',
}
