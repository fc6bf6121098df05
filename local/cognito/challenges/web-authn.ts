import { FirstAnswer, needed } from './challenge';
import { faults } from '../errors';
import { readFirst } from './first-session';
import { spend } from '../sessions';
import { nextChallenge } from '../sign-in';
import { passkeysOf, userHandle } from '../webauthn/options';
import { countsAsMfa, relyingPartyId, userVerification } from '../webauthn/relying-party';
import { readAssertion, verifyAssertion } from '../webauthn/verify';

/** A passkey that does not fit is refused as a wrong password is, nobody's and another person's too. [M] It does not spend the challenge. */
export const webAuthn: FirstAnswer = async (cognito, request) => {
  const { session, person } = readFirst(cognito, request, 'WEB_AUTHN');
  const { pool, client, user, clientMetadata } = person;
  const credential = readAssertion(needed(request.responses, 'CREDENTIAL'));
  const relyingParty = relyingPartyId(cognito, pool);
  const passkey = user && passkeysOf(user, relyingParty).find(({ id }) => id === credential.id);
  if (!user || !passkey) throw faults.incorrectUsernameOrPassword();
  const expected = { challenge: session.passkeyChallenge!, relyingPartyId: relyingParty, userVerification: userVerification(pool) };
  const counter = await verifyAssertion(expected, passkey, userHandle(user), credential);
  if (!user.enabled) throw faults.userIsDisabled();
  // Of two equal answers at once only the first one counts.
  if (session.used) throw faults.sessionUsed();
  spend(session);
  passkey.counter = counter;
  cognito.touch(user);
  return nextChallenge(cognito, { pool, client, user, clientMetadata, multiFactor: user.passkeyMfa === true && countsAsMfa(pool.mfa) });
};
