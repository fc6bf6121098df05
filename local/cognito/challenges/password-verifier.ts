import { FirstAnswer, needed } from './challenge';
import { passwordPassed } from '../custom-auth';
import { faults } from '../errors';
import { judgeProof } from '../password-proof';
import { sha256 } from '../random';
import { FirstSession, readFirstSession, spend } from '../sessions';
import { isSrpTimestamp, poolName, proves } from '../srp';
import { userByName } from '../users';

/**
 * [M] Whether a wrong proof spends the challenge is unverified: here it does, since its client cannot make another of the same password.
 * How far the clock of the client may be off is unverified too: here any time passes that is written right.
 */
export const passwordVerifier: FirstAnswer = async (cognito, { client, username, session: value, responses, clientMetadata }) => {
  const signature = needed(responses, 'PASSWORD_CLAIM_SIGNATURE');
  const secretBlock = needed(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const timestamp = needed(responses, 'TIMESTAMP');
  // With USER_SRP_AUTH an unknown, expired or used secret block is a wrong password [O for unknown, M otherwise].
  const open = value === undefined ? asWrongPassword(() => readFirstSession(cognito, secretBlock, 'PASSWORD_VERIFIER', client.id))
    : readFirstSession(cognito, value, 'PASSWORD_VERIFIER', client.id);
  const { session, pool, user } = open;
  const srp = session.srp!;
  spend(session);
  const proof = { poolName: poolName(pool.id), userId: srp.userId, secretBlock, signature, timestamp };
  const right = proves(srp.verifier, srp, proof) && srp.secretBlockHash === sha256(secretBlock) && isSrpTimestamp(timestamp) && named(open, username);
  if (!user) throw faults.incorrectUsernameOrPassword();
  // A password that changed meanwhile is not the one that was proven.
  judgeProof(pool, user, right && user.srp?.verifier === srp.verifier.verifier, cognito.now());
  return passwordPassed(cognito, { pool, client, user, clientMetadata, custom: session.custom });
};

/** The answer is of the person of the challenge, under whichever name. */
const named = ({ pool, user, session }: FirstSession, username: string) =>
  user ? userByName(pool, username) === user : username === session.srp!.userId || username === session.username;

function asWrongPassword<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw faults.incorrectUsernameOrPassword();
  }
}
