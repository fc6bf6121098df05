/** Operations beyond those of the default API that belong together. Each adds functions, routes and rights of its own, and nothing to the others. */
export enum OperationFeature {
  /**
   * `challenge`: one operation that answers whatever a sign-in asks for, and `login` with any first factor (its field `factor`). On by itself where
   * `signIn` has a first factor beside the password, or `mfa.email` is true.
   */
  CHALLENGE = 'CHALLENGE',
  /** `mfa`, `set-mfa`, ...: people see and change their own second factors. Needs `mfa.mode` REQUIRED or OPTIONAL. */
  SECOND_FACTORS = 'SECOND_FACTORS',
  /**
   * `update-userinfo`, ...: people change their own name, email address and phone number, the latter two once they are proven. The pool then keeps the old ones until
   * the code that is sent to the new ones is back, and `smsRole` is made, since numbers are proven by text messages, which cost.
   */
  PROFILE = 'PROFILE',
  /**
   * `sessions` and `delete-session`: people see where they are signed in, and end it there. `logout` can then end the session of one device. Makes the pool
   * track sessions; a given `userPool` has to do so already. Needs the Essentials plan.
   */
  SESSIONS = 'SESSIONS',
  /** `export-user`: people get all that is held on them, as the GDPR asks for. */
  EXPORT = 'EXPORT',
  /**
   * `upload-picture`, `set-picture`, `picture` and `delete-picture`: people have a picture, in `bucket`, which pages of `cors.allowOrigins` may then send
   * forms to.
   */
  PICTURE = 'PICTURE',
  /**
   * `/v1/admin/...`: members of the group `admins` see and manage the accounts. The group is made unless `groups` declares it; a given `userPool` has to have it.
   * Each request leaves a line in the log: who did what to whom, with what result.
   */
  ADMIN = 'ADMIN',
}
