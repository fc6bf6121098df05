import { randomBytes } from 'node:crypto';
import { challenges } from '../challenges';
import { Cognito, own } from '../cognito';
import { Fault, faults, invalidParameter } from '../errors';
import { passwordSignIn } from '../flows/password';
import { softwareTokenOperations } from '../operations/software-token';
import { sha256 } from '../random';
import { readSession } from '../sessions';
import { AuthResponse, nextChallenge } from '../sign-in';
import { Challenge, Client, Pool, User } from '../state';
import { TotpSetup } from './login-forms';

/** A sign-in under way on the page: the session of the challenge stays here, since with it the API would hand out tokens. */
export interface LoginStep {
  readonly clientId: string;
  /** Of the browser's CSRF token. */
  readonly browser: string;
  readonly response: AuthResponse;
  readonly totp?: TotpSetup;
}

export type Outcome = { readonly user: User } | { readonly step: LoginStep };

interface Place {
  readonly pool: Pool;
  readonly client: Client;
  readonly browser: string;
}

/** In memory alone: after a restart people start again. */
const open = new WeakMap<Cognito, Map<string, LoginStep>>();
const MOST = 10_000;

const stepsOf = (cognito: Cognito): Map<string, LoginStep> => {
  if (!open.has(cognito)) open.set(cognito, new Map());
  return open.get(cognito)!;
};

/** Answers the name under which the form brings the step back. */
export function keepStep(cognito: Cognito, step: LoginStep): string {
  const steps = stepsOf(cognito);
  const name = randomBytes(24).toString('base64url');
  steps.set(sha256(name), step);
  // The oldest first, whose sessions ended long ago.
  if (steps.size > MOST) steps.delete(steps.keys().next().value!);
  return name;
}

/** Only in the browser, and for the client, that began it. */
export function findStep(cognito: Cognito, name: string, client: Client, browser: string): LoginStep {
  const step = stepsOf(cognito).get(sha256(name));
  if (!step || step.clientId !== client.id || step.browser !== browser) throw faults.sessionInvalid();
  return step;
}

export async function startWithPassword(cognito: Cognito, place: Place, form: URLSearchParams): Promise<Outcome> {
  const { pool, client } = place;
  const [username, password] = [form.get('username'), form.get('password')];
  if (!username) throw faults.missingRequired('USERNAME');
  if (!password) throw faults.missingRequired('PASSWORD');
  const user = await passwordSignIn(cognito, pool, client, username, password, undefined);
  return proceed(cognito, place, user, (finish) => nextChallenge(cognito, { pool, client, user, finish }));
}

export async function answerChallenge(cognito: Cognito, place: Place, step: LoginStep, form: URLSearchParams): Promise<Outcome> {
  const { pool, client } = place;
  const name = step.response.ChallengeName as Challenge;
  const answer = own<(typeof challenges)[Challenge]>(challenges, name);
  if (!answer) throw invalidParameter(`The offline sign-in page does not have the challenge ${name}`);
  const value = step.totp ? verifyTotp(cognito, step, form) : Promise.resolve(step.response.Session!);
  const session = readSession(cognito, await value, name, client.id);
  const responses = Object.fromEntries([...form].filter(([field]) => field !== '_csrf' && field !== 'step'));
  return proceed(cognito, place, session.user, (finish) => answer(cognito, session, responses, {
    pool, client, user: session.user, newPassword: session.session.newPassword, answered: name, finish,
  }));
}

async function proceed(cognito: Cognito, place: Place, user: User, run: (finish: () => AuthResponse) => Promise<AuthResponse>): Promise<Outcome> {
  let finished = false;
  const response = await run(() => {
    finished = true;
    return { ChallengeParameters: {} };
  });
  if (finished) return { user };
  return { step: { clientId: place.client.id, browser: place.browser, ...await withTotp(cognito, place.pool, user, response) } };
}

/** Where the authenticator app is to be set up, the page shows its secret at once. */
async function withTotp(cognito: Cognito, pool: Pool, user: User, response: AuthResponse): Promise<Pick<LoginStep, 'response' | 'totp'>> {
  if (response.ChallengeName !== 'MFA_SETUP') return { response };
  if (!response.ChallengeParameters.MFAS_CAN_SETUP?.includes('SOFTWARE_TOKEN_MFA')) {
    throw new Fault('InvalidParameterException', 'The offline sign-in page sets up authenticator apps only');
  }
  const { SecretCode, Session } = await softwareTokenOperations.AssociateSoftwareToken.run(cognito, { Session: response.Session });
  const name = user.attributes.email ?? user.username;
  const issuer = pool.config.PoolName;
  const address = `otpauth://totp/${encodeURIComponent(`${issuer}:${name}`)}?secret=${SecretCode}&issuer=${encodeURIComponent(issuer)}`;
  return { response: { ...response, Session: Session! }, totp: { secret: SecretCode, address } };
}

async function verifyTotp(cognito: Cognito, step: LoginStep, form: URLSearchParams): Promise<string> {
  const input = { Session: step.response.Session, UserCode: form.get('USER_CODE') ?? '' };
  const { Session } = await softwareTokenOperations.VerifySoftwareToken.run(cognito, input) as { Session: string };
  return Session;
}
