/** What happens in a sign-in with a second factor, step by step: who, to whom, what, and the file where it is done. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly what: string;
  /** From the root; absent where the step is AWS's or the client's own. */
  readonly file?: string;
  /** An answer. */
  readonly back?: true;
}

export const participants: Record<string, string> = {
  client: 'Client', gateway: 'API Gateway', login: 'login', verify: 'mfa-verify', secret: 'Secrets Manager', bucket: 'S3', cognito: 'Cognito', trigger: 'pre-token-generation',
};

export const signIn: readonly Step[] = [
  { from: 'client', to: 'gateway', what: 'POST /v1/login: email, password', file: 'src/contract/operations.ts' },
  { from: 'gateway', to: 'login', what: 'within the limit of the route', file: 'src/http-api.ts' },
  { from: 'login', to: 'login', what: 'decode, size, types, schema', file: 'lambda/lib/request.ts' },
  { from: 'login', to: 'secret', what: 'GetSecretValue, once for each running function', file: 'lambda/lib/client-secret.ts' },
  { from: 'login', to: 'cognito', what: 'AdminInitiateAuth, with the caller\'s address', file: 'lambda/lib/sign-in.ts' },
  { from: 'cognito', to: 'login', what: 'SOFTWARE_TOKEN_MFA and a session', back: true },
  { from: 'login', to: 'login', what: 'what comes next', file: 'lambda/lib/next-step.ts' },
  { from: 'login', to: 'login', what: 'seal session, person, step and time', file: 'lambda/lib/verification-session.ts' },
  { from: 'login', to: 'client', what: 'verification_type, verification_session', file: 'lambda/lib/operation.ts', back: true },
  { from: 'client', to: 'gateway', what: 'POST /v1/mfa-verify: email, verification_session, otp_code', file: 'src/contract/operations.ts' },
  { from: 'gateway', to: 'verify', what: 'within the limit of the route', file: 'src/http-api.ts' },
  { from: 'verify', to: 'verify', what: 'open the session: this person, this step, not too old', file: 'lambda/lib/verification-session.ts' },
  { from: 'verify', to: 'bucket', what: 'PutObject: count the try, before anybody judges it', file: 'lambda/lib/pending-sign-ins.ts' },
  { from: 'verify', to: 'cognito', what: 'AdminRespondToAuthChallenge', file: 'lambda/lib/challenge-answer.ts' },
  { from: 'cognito', to: 'trigger', what: 'only with groups or tokens.claims: scopes of the groups', file: 'lambda/triggers/pre-token-generation.ts' },
  { from: 'trigger', to: 'cognito', what: 'scopes and claims', back: true },
  { from: 'cognito', to: 'verify', what: 'tokens', back: true },
  { from: 'verify', to: 'bucket', what: 'GetObject, DeleteObject: the right code came, forget the wrong ones', file: 'lambda/lib/pending-sign-ins.ts' },
  { from: 'verify', to: 'client', what: 'tokens, or the refresh token as a cookie', file: 'lambda/lib/tokens.ts', back: true },
  { from: 'verify', to: 'verify', what: 'one line of log, without anything that was sent', file: 'lambda/lib/log.ts' },
];

const name = (file: string) => file.split('/').slice(-2).join('/');

/** As a mermaid diagram. */
export const sequence = (): string => [
  'sequenceDiagram',
  ...Object.entries(participants).map(([id, title]) => `  participant ${id} as ${title}`),
  // A semicolon or a hash would end the line for mermaid.
  ...signIn.map(({ from, to, what, file, back }) => `  ${from}${back ? '-->>' : '->>'}${to}: ${what}${file ? ` (${name(file)})` : ''}`),
].join('\n');
