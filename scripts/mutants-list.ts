/** A defence taken out: in `file` the only `find` becomes `replace`, and a test of `test` must then fail. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The beginning of a test file's path. */
  readonly test: string;
}

export const mutants: readonly Mutant[] = [
  {
    name: 'hole 1: a reset of the second factor leaves no marker',
    file: 'lambda/reset-mfa.ts',
    find: 'await insist(() => write(personObjects.mfaResetPending(handle), { at: Date.now() }));',
    replace: '',
    test: 'test/security/hole-01-',
  },
  {
    name: 'hole 2: anybody may reset anybody\'s password',
    file: 'lambda/reset-password.ts',
    find: 'if (email !== caller.email && !groupsOf(request.claims).includes(ADMINISTRATORS_GROUP)) {',
    replace: 'if (false) {',
    test: 'test/security/hole-02-',
  },
  {
    name: 'hole 3: the log quotes what AWS said',
    file: 'lambda/lib/log.ts',
    find: 'return { name: error.name, aws_request_id',
    replace: 'return { name: `${error.name} ${error.message} ${JSON.stringify(error)}`, aws_request_id',
    test: 'test/security/hole-03-',
  },
  {
    name: 'hole 4: the QR image stays once the second factor is confirmed',
    file: 'lambda/confirm-mfa.ts',
    find: ', remove(personObjects.qrCode(handle))',
    replace: '',
    test: 'test/security/hole-04-',
  },
  {
    name: 'hole 5: what is kept for a person outlives the account',
    file: 'lambda/delete-user.ts',
    find: 'await Promise.all(Object.values(personObjects).map((key) => remove(key(handle))));',
    replace: '',
    test: 'test/security/hole-05-',
  },
  {
    name: 'hole 7: codes of an enrolment are not counted',
    file: 'lambda/confirm-mfa.ts',
    find: 'enrolment.tried[by] >= MAX_WRONG_CODES || !',
    replace: '!',
    test: 'test/security/hole-07-',
  },
  {
    name: 'hole 8: a name goes into mails as HTML',
    file: 'lambda/lib/message-templates.ts',
    find: 'escapeHtml(cut(',
    replace: '(cut(',
    test: 'test/security/hole-08-',
  },
  {
    name: 'hole 9: credential routes have no limit of their own',
    file: 'src/http-api.ts',
    find: 'credentialRows.map(({ routeKey }) => [routeKey,',
    replace: 'credentialRows.slice(1).map(({ routeKey }) => [routeKey,',
    test: 'test/security/hole-09-',
  },
  {
    name: 'hole 11: registration tells that there is an account',
    file: 'lambda/create-user.ts',
    find: '.catch(swallowAccountState)',
    replace: '',
    test: 'test/security/hole-11-',
  },
  {
    name: 'hole 12: the user_id in the path is ignored',
    file: 'lambda/confirm-password.ts',
    find: 'if (user_id !== handle && user_id !== await subOf(email)) {',
    replace: 'if (false) {',
    test: 'test/security/hole-12-',
  },
  {
    name: 'hole 14: a refresh token serves for any email',
    file: 'lambda/lib/refresh.ts',
    find: 'name !== undefined && name !== person.email',
    replace: 'name === \'\'',
    test: 'test/security/hole-14-',
  },
  {
    name: 'hole 15: sessions outlive a changed password',
    file: 'lambda/change-password.ts',
    find: '  await endAll();\n  return',
    replace: '  return',
    test: 'test/security/hole-15-',
  },
  {
    name: 'hole 17: a body may be of any size',
    file: 'lambda/lib/request.ts',
    find: 'if (bytes.length > MAX_BODY_BYTES) {',
    replace: 'if (false) {',
    test: 'test/security/hole-17-',
  },
  {
    name: 'hole 18: an outage looks like a wrong password',
    file: 'lambda/lib/sign-in.ts',
    find: 'answering(\'INVALID_CREDENTIALS\', UNTOLD)',
    replace: 'answering(\'INVALID_CREDENTIALS\', [...UNTOLD, \'InternalErrorException\', \'TimeoutError\'])',
    test: 'test/security/hole-18-',
  },
  {
    name: 'hole 19: common passwords are accepted',
    file: 'lambda/lib/new-password.ts',
    find: 'rules.blockCommonPasswords && isCommon(password)',
    replace: 'false',
    test: 'test/security/hole-19-',
  },
  {
    name: 'hole 23: an address gets as many mails as anyone likes',
    file: 'lambda/lib/mail-limit.ts',
    find: 'const INTERVAL = 5 * 60 * 1000;',
    replace: 'const INTERVAL = 0;',
    test: 'test/security/hole-23-',
  },
  {
    name: 'sessions: a verification_session never expires',
    file: 'lambda/lib/verification-session.ts',
    find: 'if (Date.now() < content.begun + SESSION_LIFETIME * 1000) {',
    replace: 'if (content.begun) {',
    test: 'test/security/sessions',
  },
  {
    name: 'sessions: the token of anyone\'s pool opens ours',
    file: 'lambda/lib/access-token.ts',
    find: 'iss.endsWith(`/${UserPoolId}`) && client_id === ClientId',
    replace: 'iss !== client_id',
    test: 'test/security/sessions',
  },
  {
    name: 'rate: codes at sign-in are not counted',
    file: 'lambda/mfa-verify.ts',
    find: '  await countCode(handle, opened.begun);\n',
    replace: '',
    test: 'test/security/rate',
  },
  {
    name: 'hygiene: one person\'s token erases another',
    file: 'lambda/delete-user.ts',
    find: 'if (!await isIdOf(path.user_id, person)) {',
    replace: 'if (false) {',
    test: 'test/security/hygiene',
  },
  {
    name: 'faults: a spent code is sent again',
    file: 'lambda/lib/cognito.ts',
    find: '  maxAttempts: 1,\n',
    replace: '',
    test: 'test/security/faults',
  },
  {
    name: 'app clients: a token of another client opens our own operations',
    file: 'lambda/lib/claims.ts',
    find: 'if ((token_use === \'id\' ? aud : client_id) !== ClientId) {',
    replace: 'if (false) {',
    test: 'test/e2e/app-client-tokens',
  },
  {
    name: 'account linking: an address that the provider has not verified is enough',
    file: 'lambda/triggers/pre-sign-up.ts',
    find: 'if (verified !== \'true\') {',
    replace: 'if (verified === undefined) {',
    test: 'test/e2e/account-linking',
  },
  {
    name: 'faults: a new password whose answer was lost leaves sessions and marker as they were',
    file: 'lambda/confirm-password.ts',
    find: 'if (!mayHaveWorked(error) || !await insist(() => isPassword(request, email, new_password))) {',
    replace: 'if (true) {',
    test: 'test/operations/confirm-password',
  },
  {
    name: 'template: a bucket takes requests without TLS',
    file: 'src/enrolment-bucket.ts',
    find: '    bucketKeyEnabled: true,\n    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,\n    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,\n    enforceSSL: true,\n',
    replace: '    bucketKeyEnabled: true,\n    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,\n    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,\n',
    test: 'test/security/template',
  },
];
