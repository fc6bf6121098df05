import { randomBytes } from 'node:crypto';
import { AdminInitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ClientId, UserPoolId, cognitoOnce, contextData, secretHash } from './cognito';
import { environment } from './environment';
import { HttpError } from './http-error';
import { isLoopback } from './loopback';
import { INTERVAL, mailOnce, swallowAccountState } from './mail-limit';
import { read, write } from './objects';
import type { Request } from './request';
import type { SignIn } from './sign-in';
import { handleOf } from './user-id';
import { seal } from './verification-session';
import { personObjects } from '../../src/contract/objects';

type Source = Pick<Request<any>, 'source'>;
type Factor = 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';

/** A code that was sent, and Cognito's session that waits for it: empty where nothing was sent. */
interface Sent {
  readonly sent_at: number;
  readonly session?: string;
  /** Cognito sent it although something else was asked for. */
  readonly unasked?: true;
}

export const sentKeys = { EMAIL_OTP: personObjects.emailCodeSent, SMS_OTP: personObjects.smsCodeSent };

const isCode = (factor: string | undefined): factor is keyof typeof sentKeys => factor !== undefined && factor in sentKeys;

/** Whether the address was sent such a code a short while ago. */
const wasSentUnasked = async (handle: string, factor: keyof typeof sentKeys): Promise<boolean> => {
  const sent = (await read<Sent>(sentKeys[factor](handle)))?.content;
  return sent?.unasked === true && Date.now() - sent.sent_at < INTERVAL;
};

/**
 * Begins with a factor other than the password. Cognito answers an unknown address, and people who do not have the factor, by some other challenge that the
 * pool allows: then there is nothing to go on with, which must not show.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 *
 * Who has nothing but a code to sign in with, no password either, is sent one whatever was asked for. It counts as the one in five minutes.
 */
const begin = async (request: Source, email: string, factor: Factor): Promise<SignIn | undefined> => {
  const handle = await handleOf(email);
  const others = environment.FIRST_FACTORS!.split(' ').filter(isCode).filter((other) => other !== factor);
  if ((await Promise.all(others.map((other) => wasSentUnasked(handle, other)))).includes(true)) {
    return undefined;
  }
  const state = await cognitoOnce.send(new AdminInitiateAuthCommand({
    UserPoolId,
    ClientId,
    AuthFlow: 'USER_AUTH',
    AuthParameters: { USERNAME: email, PREFERRED_CHALLENGE: factor, SECRET_HASH: await secretHash(email) },
    ContextData: contextData(request),
  })).catch(swallowAccountState);
  const asked = state?.ChallengeName;
  if (asked !== factor && isCode(asked)) {
    await write(sentKeys[asked](handle), { sent_at: Date.now(), session: state!.Session!, unasked: true } satisfies Sent);
  }
  return asked === factor && state ? state : undefined;
};

/** Lets a code be sent, unless one was a short while ago: then that one is waited for, so that who has lost the page, or is disturbed by a stranger, can go on. */
const sendCode = async (request: Source, email: string, factor: keyof typeof sentKeys) => {
  const key = sentKeys[factor](await handleOf(email));
  await mailOnce(key, async () => {
    const state = await begin(request, email, factor);
    await write(key, { sent_at: Date.now(), session: state?.Session ?? '' } satisfies Sent);
  });
  const { session, sent_at } = (await read<Sent>(key))?.content ?? { sent_at: Date.now() };
  if (session === undefined) {
    // Another request is just having it sent.
    throw new HttpError('TOO_MANY_REQUESTS', undefined, 1);
  }
  return { session, begun: sent_at };
};

/** Bytes of a WebAuthn challenge. Not verified on AWS that Cognito's are as long. */
const CHALLENGE_BYTES = 32;

/**
 * What the browser is asked for: a passkey of this domain, whichever the person has. Cognito's list of the account's passkeys is left out, for it would tell
 * an account from none; all of Cognito's passkeys are discoverable, so that the authenticator finds them without it.
 */
const requestOptions = ({ source }: Source, state: SignIn | undefined) => {
  const { challenge = randomBytes(CHALLENGE_BYTES).toString('base64url') } = JSON.parse(state?.ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS ?? '{}');
  // WebAuthn knows this machine by one name alone.
  const rpId = isLoopback(source.host) ? 'localhost' : environment.RELYING_PARTY_ID!;
  return { challenge, rpId, userVerification: environment.USER_VERIFICATION! };
};

/** Asks for the factor. The answer is the same for everybody, known or not, with the factor or without. */
export const startWith = async (request: Source, email: string, verification_type: Factor) => {
  const sealed = (session: string, begun?: number) => seal({ session, sub: '', email, challenge: verification_type, first: true }, begun);
  if (verification_type === 'WEB_AUTHN') {
    const state = await begin(request, email, verification_type);
    return {
      email, verification_session: await sealed(state?.Session ?? ''), verification_type, credential_request_options: requestOptions(request, state),
    };
  }
  const { session, begun } = await sendCode(request, email, verification_type);
  return { email, verification_session: await sealed(session, begun), verification_type };
};
