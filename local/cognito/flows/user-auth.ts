import { allowsFlow } from './allowed';
import { preventsExistenceErrors } from '../client-user';
import { Cognito } from '../cognito';
import { Candidate } from '../custom-auth';
import { faults, invalidParameter } from '../errors';
import { begin } from '../first-challenge';
import { firstChoices, simulatedChoices } from '../first-factors';
import { Flow, FlowRequest } from './flow';
import { preAuthentication } from './password';
import { checkSecretHash } from '../secret-hash';
import { openSession, readFirstSession, spend } from '../sessions';
import { AuthResponse, nextChallenge } from '../sign-in';
import { FirstChoice } from '../state';
import { userByName } from '../users';

// [D] What a preferred challenge cannot do without.
const PARAMETERS: Partial<Record<FirstChoice, string>> = { PASSWORD: 'PASSWORD', PASSWORD_SRP: 'SRP_A' };

const STEP_UP = ['TARGET_ACR_VALUES', 'ACCESS_TOKEN'];

const userAuth: Flow = async (cognito, request) => {
  const { pool, client, parameters, metadata, session } = request;
  // [M] unverified text, as of the other flows
  if (!allowsFlow(client, 'ALLOW_USER_AUTH')) throw invalidParameter('USER_AUTH is not enabled for the client.');
  const stepUp = STEP_UP.find((name) => parameters[name] !== undefined);
  if (stepUp) throw invalidParameter(`the offline Cognito does not have ${stepUp} of USER_AUTH`);
  const { USERNAME: username, PREFERRED_CHALLENGE: preferred } = parameters;
  if (!username) throw faults.missingRequired('USERNAME');
  checkSecretHash(client, username, parameters.SECRET_HASH);
  const user = userByName(pool, username);
  if (!user && !preventsExistenceErrors(client)) throw faults.userDoesNotExist();
  await preAuthentication(cognito, pool, client, user, username, metadata);
  const choices = user ? firstChoices(cognito, pool, user) : simulatedChoices(cognito, pool, username);
  // [D] ClientMetadata of this call reaches the pre-authentication trigger only.
  const person: Candidate = { pool, client, user, username };
  if (session !== undefined) {
    const signedIn = await afterSignUp(cognito, request, person, choices);
    if (signedIn) return signedIn;
  }
  // [M] unverified that somebody with no way to sign in is told so
  if (choices.length === 0) throw faults.incorrectUsernameOrPassword();
  // [D] The preferred one if it is there; [O] the only one is not offered but asked for.
  const chosen = choices.find((choice) => choice === preferred) ?? (choices.length === 1 ? choices[0] : undefined);
  if (!chosen) return select(cognito, person, choices);
  const parameter = chosen === preferred ? PARAMETERS[chosen] : undefined;
  if (parameter && !parameters[parameter]) throw faults.missingRequired(parameter);
  const response = await begin[chosen](cognito, person, parameters);
  // [O]
  return response.AuthenticationResult ? response : { ...response, AvailableChallenges: choices };
};

function select(cognito: Cognito, { pool, client, user, username }: Candidate, choices: FirstChoice[]): AuthResponse {
  return {
    ChallengeName: 'SELECT_CHALLENGE',
    Session: openSession(cognito, pool, client, { username: user?.username ?? username }, 'SELECT_CHALLENGE', { first: true }),
    ChallengeParameters: {},
    AvailableChallenges: choices,
  };
}

/** [D] The code that confirmed the sign-up is the first factor, once, for whom one of the same kind may be; [M] others are asked as usual. */
async function afterSignUp(
  cognito: Cognito, { session: value }: FlowRequest, { pool, client, user }: Candidate, choices: FirstChoice[],
): Promise<AuthResponse | undefined> {
  const open = readFirstSession(cognito, value!, 'FIRST_SIGN_IN', client.id);
  if (!user || open.user !== user) throw faults.sessionInvalid();
  if (!choices.includes(open.session.confirmed === 'phone_number' ? 'SMS_OTP' : 'EMAIL_OTP')) return undefined;
  if (!user.enabled) throw faults.userIsDisabled();
  spend(open.session);
  return nextChallenge(cognito, { pool, client, user });
}

export const userAuthFlows: Record<string, Flow> = { USER_AUTH: userAuth };
