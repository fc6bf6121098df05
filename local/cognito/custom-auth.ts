import { preventsExistenceErrors } from './client-user';
import { Cognito } from './cognito';
import { Fault, faults, invalidParameter } from './errors';
import { startSrp } from './flows/srp';
import { openSession } from './sessions';
import { AuthResponse, requiredChallenge, SignIn, nextChallenge, signedIn } from './sign-in';
import { simulatedId } from './simulated-user';
import { ChallengeRound, Client, CustomSession, Pool, User } from './state';
import { ClientMetadata, invokeTrigger, Trigger, userAttributes } from './triggers';

/** Somebody on the way through CUSTOM_AUTH; nobody, where existence errors are prevented. */
export interface Candidate {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User | undefined;
  /** As the caller named the person. */
  readonly username: string;
  readonly clientMetadata?: ClientMetadata;
}

export const round = (challengeName: string, challengeResult = true, challengeMetadata: string | null = null): ChallengeRound =>
  ({ challengeName, challengeResult, challengeMetadata });

/** [D] After the password MFA comes by itself, then the triggers have the word again; [O] a new password ends their say. */
export async function passwordPassed(cognito: Cognito, signIn: SignIn): Promise<AuthResponse> {
  if (!signIn.custom) return nextChallenge(cognito, signIn);
  const custom: CustomSession = { rounds: [...signIn.custom.rounds, round('PASSWORD_VERIFIER')] };
  return await requiredChallenge(cognito, { ...signIn, custom }) ?? defineChallenge(cognito, candidate(signIn), custom.rounds);
}

/** A second factor was right. */
export async function factorPassed(cognito: Cognito, signIn: SignIn): Promise<AuthResponse> {
  if (!signIn.custom) return signedIn(cognito, signIn);
  return defineChallenge(cognito, candidate(signIn), [...signIn.custom.rounds, round(signIn.answered!)]);
}

const candidate = ({ pool, client, user, clientMetadata }: SignIn): Candidate => ({ pool, client, user, username: user.username, clientMetadata });

/** DefineAuthChallenge says what comes next, or that it is enough. */
export async function defineChallenge(
  cognito: Cognito, person: Candidate, rounds: readonly ChallengeRound[], clientPublic?: string,
): Promise<AuthResponse> {
  const { pool, client, user, username, clientMetadata } = person;
  const { challengeName, issueTokens, failAuthentication } = await ask(cognito, person, 'DefineAuthChallenge', { session: rounds }, {
    challengeName: null, issueTokens: null, failAuthentication: null,
  });
  // [O]; [M] that failing goes before issuing, and that nobody is refused so even where the function would issue tokens.
  if (failAuthentication || (issueTokens && !user)) throw faults.incorrectUsernameOrPassword();
  // [D] Without MFA, unless it came after a password.
  if (issueTokens && user) return signedIn(cognito, { pool, client, user, clientMetadata });
  if (challengeName === 'PASSWORD_VERIFIER' && clientPublic !== undefined) {
    return startSrp(cognito, { pool, client, user, username, clientPublic, withSession: true, custom: { rounds } });
  }
  if (challengeName === 'CUSTOM_CHALLENGE') return createChallenge(cognito, person, rounds);
  // [M] AWS has other names of its own challenges here, which nobody documents as an answer to this trigger.
  throw new Fault('InvalidLambdaResponseException', `the offline Cognito does not have ${challengeName} as the next challenge of CUSTOM_AUTH`);
}

async function createChallenge(cognito: Cognito, person: Candidate, rounds: readonly ChallengeRound[]): Promise<AuthResponse> {
  const { pool, client, user, username } = person;
  const created = await ask(cognito, person, 'CreateAuthChallenge', { challengeName: 'CUSTOM_CHALLENGE', session: rounds }, {
    publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null,
  });
  const custom: CustomSession = {
    rounds,
    privateParameters: created.privateChallengeParameters ?? {},
    ...(created.challengeMetadata ? { metadata: created.challengeMetadata } : {}),
  };
  return {
    ChallengeName: 'CUSTOM_CHALLENGE',
    Session: openSession(cognito, pool, client, { username: user?.username ?? username }, 'CUSTOM_CHALLENGE', { custom }),
    // [O] USERNAME comes with what the function shows.
    ChallengeParameters: { USERNAME: shownName(person), ...created.publicChallengeParameters },
  };
}

/** [M] In a pool whose usernames are UUIDs nobody has one too. */
export const shownName = ({ pool, user, username }: Pick<Candidate, 'pool' | 'user' | 'username'>) =>
  user?.username ?? (pool.config.UsernameAttributes?.length ? simulatedId(pool, username) : username);

export async function verifyAnswer(cognito: Cognito, person: Candidate, session: CustomSession, answer: string): Promise<AuthResponse> {
  const { rounds, privateParameters, metadata } = session;
  const { answerCorrect } = await ask(cognito, person, 'VerifyAuthChallengeResponse', {
    privateChallengeParameters: privateParameters ?? {}, challengeAnswer: answer,
  }, { answerCorrect: null });
  return defineChallenge(cognito, person, [...rounds, round('CUSTOM_CHALLENGE', answerCorrect === true, metadata ?? null)]);
}

async function ask(cognito: Cognito, person: Candidate, trigger: Trigger, request: object, response: Record<string, unknown>) {
  const { pool, client, user, username, clientMetadata } = person;
  const answer = await invokeTrigger(cognito, pool, {
    trigger,
    source: `${trigger}_Authentication`,
    user,
    username: shownName({ pool, user, username }),
    client,
    request: {
      userAttributes: user ? userAttributes(user) : {},
      ...request,
      ...(clientMetadata ? { clientMetadata } : {}),
      // [D] Only where existence errors are prevented.
      ...(preventsExistenceErrors(client) ? { userNotFound: !user } : {}),
    },
    response,
  });
  // [O]
  if (!answer) throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
  return answer;
}
