import { randomBytes } from 'node:crypto';
import { allowsFlow } from './allowed';
import { preventsExistenceErrors } from '../client-user';
import { Cognito } from '../cognito';
import { faults, invalidParameter } from '../errors';
import { Flow } from './flow';
import { preAuthentication } from './password';
import { refuseBeforeProof } from '../password-proof';
import { sha256 } from '../random';
import { checkSecretHash } from '../secret-hash';
import { openSession } from '../sessions';
import { AuthResponse } from '../sign-in';
import { simulatedId, simulatedVerifier } from '../simulated-user';
import { startExchange } from '../srp';
import { Client, CustomSession, Pool, User } from '../state';
import { userByName } from '../users';

export interface SrpStart {
  readonly pool: Pool;
  readonly client: Client;
  /** As the caller named the person. */
  readonly username: string;
  /** Nobody only where existence errors are prevented. */
  readonly user: User | undefined;
  /** SRP_A */
  readonly clientPublic: string;
  /** [O] USER_SRP_AUTH answers no Session: the SECRET_BLOCK is one. The flows that have one, and go on after the password, do. */
  readonly withSession?: boolean;
  readonly custom?: CustomSession;
}

/** Asks for the proof of the password, also nobody, whose salt and id are always the same [D]. */
export function startSrp(cognito: Cognito, start: SrpStart): AuthResponse {
  const { pool, client, username, user, clientPublic, custom } = start;
  if (user) refuseBeforeProof(user, cognito.now());
  const userId = user?.username ?? simulatedId(pool, username);
  const verifier = verifierOf(pool, username, user);
  const exchange = startExchange(verifier, clientPublic);
  // [M] unverified text
  if (!exchange) throw invalidParameter('Invalid SRP_A value.');
  const secretBlock = randomBytes(1024).toString('base64');
  const more = { custom, srp: { ...exchange, verifier, userId, secretBlockHash: sha256(secretBlock) } };
  const name = { username: user?.username ?? username };
  const session = openSession(cognito, pool, client, name, 'PASSWORD_VERIFIER', more, start.withSession ? undefined : secretBlock);
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ...(start.withSession ? { Session: session } : {}),
    ChallengeParameters: {
      SALT: verifier.salt, SECRET_BLOCK: secretBlock, SRP_B: exchange.serverPublic, USERNAME: userId, USER_ID_FOR_SRP: userId,
    },
  };
}

function verifierOf(pool: Pool, username: string, user: User | undefined) {
  if (user?.srp) return user.srp;
  // Better than a wrong password that is right.
  if (user?.password) throw new Error(`a former version saved the password of ${user.username}: set it again, or sign in once without SRP`);
  return simulatedVerifier(pool, username);
}

// [D] The legacy flows have SRP always, but for the one that leaves only CUSTOM_AUTH.
const allowsSrp = (client: Client) => allowsFlow(client, 'ALLOW_USER_SRP_AUTH')
  || (!allowsFlow(client, 'CUSTOM_AUTH_FLOW_ONLY') && allowsFlow(client, 'ADMIN_NO_SRP_AUTH', 'USER_PASSWORD_AUTH'));

const srpFlow: Flow = async (cognito, { pool, client, parameters, metadata }) => {
  // [O]
  if (!allowsSrp(client)) throw invalidParameter('USER_SRP_AUTH is not enabled for the client.');
  const { USERNAME: username, SRP_A: clientPublic } = parameters;
  if (!username) throw faults.missingRequired('USERNAME');
  checkSecretHash(client, username, parameters.SECRET_HASH);
  if (!clientPublic) throw faults.missingRequired('SRP_A');
  const user = userByName(pool, username);
  // [O]
  if (!user && !preventsExistenceErrors(client)) throw faults.userDoesNotExist();
  await preAuthentication(cognito, pool, client, user, username, metadata);
  return startSrp(cognito, { pool, client, username, user, clientPublic });
};

export const srpFlows: Record<string, Flow> = { USER_SRP_AUTH: srpFlow };
