import { Cognito } from './cognito';
import { Candidate } from './custom-auth';
import { faults } from './errors';
import { provePassword } from './flows/password';
import { startSrp } from './flows/srp';
import { deliveryDetails, sendMessage } from './messages';
import { verifyPassword } from './passwords';
import { challengeString, digits, sha256 } from './random';
import { openSession, spend } from './sessions';
import { AuthResponse, nextChallenge } from './sign-in';
import { inventedFor } from './simulated-delivery';
import { FirstChoice, Session } from './state';
import { fold } from './users';
import { passkeysOf, requestOptions } from './webauthn/options';
import { relyingPartyId } from './webauthn/relying-party';

type Parameters = Readonly<Record<string, string>>;

/** Begins with a choice of USER_AUTH; `selected` is the session of the SELECT_CHALLENGE that it answers. */
export type Begin = (cognito: Cognito, person: Candidate, parameters: Parameters, selected?: Session) => Promise<AuthResponse>;

// [O] for email, [D] for SMS as in its other messages
const OTP = { EMAIL_OTP: { length: 8, attribute: 'email' }, SMS_OTP: { length: 6, attribute: 'phone_number' } } as const;

export type OtpChoice = keyof typeof OTP;

export const addressOf = (choice: OtpChoice) => OTP[choice].attribute;

/** A code is good for the address that it went to, even if the person changes it meanwhile. */
export const otpHash = (code: string, address: string | undefined) => sha256(`${code} ${address}`);

const name = ({ user, username }: Candidate) => ({ username: user?.username ?? username });

/** A challenge that asks for what the caller did not send along. */
function ask(
  cognito: Cognito, person: Candidate, choice: FirstChoice, parameters: Record<string, string>, more: Partial<Session> = {},
): AuthResponse {
  const session = openSession(cognito, person.pool, person.client, name(person), choice, { first: true, ...more });
  return { ChallengeName: choice, Session: session, ChallengeParameters: parameters };
}

/** The password itself, at last. A wrong one does not spend the challenge [M]. */
export const takePassword: Begin = async (cognito, person, { PASSWORD: password }, selected) => {
  const { pool, client, user, clientMetadata } = person;
  if (!user) {
    verifyPassword(password, undefined);
    throw faults.incorrectUsernameOrPassword();
  }
  provePassword(cognito, pool, user, password);
  if (selected) spend(selected);
  return nextChallenge(cognito, { pool, client, user, clientMetadata });
};

export const takeSrp: Begin = async (cognito, { pool, client, user, username }, { SRP_A: clientPublic }, selected) => {
  const response = startSrp(cognito, { pool, client, username, user, clientPublic, withSession: true });
  if (selected) spend(selected);
  return response;
};

const sendOtp = (choice: OtpChoice): Begin => async (cognito, person, _, selected) => {
  const { pool, client, user, username, clientMetadata } = person;
  const { length, attribute } = OTP[choice];
  if (selected) spend(selected);
  const code = digits(length);
  const address = user?.attributes[attribute];
  const { Destination, DeliveryMedium } = address === undefined ? inventedFor(pool, username, attribute) : deliveryDetails(attribute, address);
  if (user && !user.enabled) throw faults.userIsDisabled();
  if (user) await sendMessage(cognito, pool, user, { source: 'Authentication', medium: DeliveryMedium, code, client, clientMetadata });
  // [O]
  const parameters = { CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium, CODE_DELIVERY_DESTINATION: Destination };
  return ask(cognito, person, choice, parameters, user ? { codeHash: otpHash(code, address) } : {});
};

const askPasskey: Begin = async (cognito, person, _, selected) => {
  const { pool, user, username } = person;
  if (selected) spend(selected);
  if (user && !user.enabled) throw faults.userIsDisabled();
  const relyingParty = relyingPartyId(cognito, pool);
  const passkeyChallenge = challengeString();
  // [D] Nobody is asked too; [M] that a passkey is invented then.
  const passkeys = user ? passkeysOf(user, relyingParty)
    : [{ id: sha256(`${pool.id}/credential/${fold(pool, username)}`).slice(0, 22), transports: ['internal', 'hybrid'] }];
  const options = requestOptions(relyingParty, pool, passkeys, passkeyChallenge);
  return ask(cognito, person, 'WEB_AUTHN', { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) }, { passkeyChallenge });
};

/** [M] That a selection without its parameter is asked for it is unverified. */
const orAsk = (choice: FirstChoice, parameter: string, take: Begin): Begin => async (cognito, person, parameters, selected) => {
  if (parameters[parameter]) return take(cognito, person, parameters, selected);
  if (selected) spend(selected);
  return ask(cognito, person, choice, {});
};

export const begin: Record<FirstChoice, Begin> = {
  PASSWORD: orAsk('PASSWORD', 'PASSWORD', takePassword),
  PASSWORD_SRP: orAsk('PASSWORD_SRP', 'SRP_A', takeSrp),
  EMAIL_OTP: sendOtp('EMAIL_OTP'),
  SMS_OTP: sendOtp('SMS_OTP'),
  WEB_AUTHN: askPasskey,
};
