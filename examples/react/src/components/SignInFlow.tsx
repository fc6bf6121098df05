import type { Tokens } from 'cognito-auth-api-client';
import { useEffect, useState, type ReactNode } from 'react';
import { hasCode } from '../errors';
import { askForPasskey } from '../services/passkeys';
import { useAction, useShared } from '../shared';
import { Alert } from './Alert';
import { Authenticator } from './Authenticator';
import { Button } from './Button';
import { CodeField, EmailField, NewPasswordField, PasswordField } from './Field';
import { Form, type Values } from './Form';
import { Step } from './Step';

/** What login and challenge answer until there are tokens. */
export interface Challenge extends Partial<Tokens> {
  readonly email: string;
  readonly verification_type?: string;
  readonly verification_session?: string;
  readonly factors?: readonly unknown[];
  readonly qr_code_secret?: string;
  readonly qr_code_secret_url?: string;
  readonly credential_request_options?: unknown;
}

interface SignInFlowProps {
  /** Of someone who is known already, and only has to prove it again. */
  readonly email?: string;
  /** Why they are asked. */
  readonly reason?: string;
  /** Where the sign-in stands already. */
  readonly begun?: Challenge;
  readonly level?: 1 | 2;
  readonly onTokens: (answer: Challenge) => void;
  /** Below the first step: other ways in. */
  readonly children?: ReactNode;
}

const CODES: Record<string, { title: string; label: string; hint: string; lengths: number[] }> = {
  SOFTWARE_TOKEN_MFA: { title: 'Your second factor', label: 'Code of your authenticator app', hint: 'The 6 digits that it shows now.', lengths: [6] },
  SMS_MFA: { title: 'Your second factor', label: 'Code of the text message', hint: 'We have sent 6 digits to your phone.', lengths: [6] },
  SMS_OTP: { title: 'Look at your phone', label: 'Code of the text message', hint: 'We have sent 6 digits to your phone.', lengths: [6] },
  EMAIL_OTP: {
    title: 'Look into your mail', label: 'Code of the mail', hint: 'We have sent you 8 digits, if the address has an account.', lengths: [6, 8],
  },
};

export const FACTORS: Record<string, string> = {
  SOFTWARE_TOKEN_MFA: 'Authenticator app', SMS_MFA: 'Text message', EMAIL_OTP: 'Mail', WEB_AUTHN: 'Passkey',
};

/** A sign-in, whatever it asks for: the password or a passkey first, then each challenge that the API answers, until there are tokens. */
export function SignInFlow({ email: known, reason, begun, level, onTokens, children }: SignInFlowProps) {
  const { client } = useShared();
  const [challenge, setChallenge] = useState(begun);
  const [ended, setEnded] = useState<unknown>();
  const take = (answer: Challenge) => {
    setEnded(undefined);
    if (answer.access_token) {
      onTokens(answer);
    } else {
      setChallenge(answer);
    }
  };
  const answer = async (challenge_: Challenge, body: Record<string, unknown>) => {
    const { verification_session, verification_type, email } = challenge_;
    const sent = { email, verification_session, verification_type, ...body };
    try {
      // Codes of second factors by the older operation, which every stack has; whatever else there is by the one that takes it all.
      take(verification_type === 'SOFTWARE_TOKEN_MFA' || verification_type === 'SMS_MFA'
        ? { email, ...await client.call('POST /v1/mfa-verify', { body: sent as never }) }
        : await client.call('POST /v1/challenge', { body: sent as never }));
    } catch (error) {
      if (!hasCode(error, 'INVALID_SESSION', 'ENROLMENT_EXPIRED')) {
        throw error;
      }
      setEnded(error);
      setChallenge(undefined);
    }
  };
  if (!challenge) {
    return <FirstFactor known={known} reason={reason} level={level} onAnswer={take} ended={ended}>{children}</FirstFactor>;
  }
  const again = <Button look="link" onClick={() => setChallenge(undefined)}>Begin again</Button>;
  const send = (values: Values) => answer(challenge, values);
  switch (challenge.verification_type) {
    case 'MFA_SETUP':
      return (
        <Step title="Set up your authenticator app" level={level}>
          <Authenticator secret={challenge.qr_code_secret!} image={challenge.qr_code_secret_url!} />
          <Form submit="Confirm and sign in" onSubmit={send} beside={again}><CodeField label="Code that the app shows" /></Form>
        </Step>
      );
    case 'NEW_PASSWORD_REQUIRED':
      return (
        <Step title="Choose your own password" level={level}>
          <p>The one that you have typed was a temporary one.</p>
          <Form submit="Go on" onSubmit={send} beside={again}><NewPasswordField /></Form>
        </Step>
      );
    case 'SELECT_MFA_TYPE':
      return (
        <Step title="Choose your second factor" level={level}>
          <Form submit="Go on" onSubmit={send} beside={again}>
            <fieldset>
              <legend>How do you want to prove that it is you?</legend>
              {challenge.factors!.map(String).map((factor, index) => (
                <label className="choice" key={factor}>
                  <input type="radio" name="factor" value={factor} defaultChecked={index === 0} /> {FACTORS[factor] ?? factor}
                </label>
              ))}
            </fieldset>
          </Form>
        </Step>
      );
    case 'WEB_AUTHN':
      return (
        <PasskeyStep level={level} options={challenge.credential_request_options} again={again}
          onCredential={(credential) => answer(challenge, { credential })} />
      );
    default: {
      const code = CODES[challenge.verification_type!];
      return (
        <Step title={code.title} level={level}>
          <Form key={challenge.verification_type} submit="Sign in" onSubmit={send} beside={again}>
            <CodeField label={code.label} hint={code.hint} lengths={code.lengths} />
          </Form>
        </Step>
      );
    }
  }
}

interface FirstFactorProps extends Pick<SignInFlowProps, 'reason' | 'level' | 'children'> {
  readonly known?: string;
  readonly ended: unknown;
  readonly onAnswer: (answer: Challenge) => void;
}

function FirstFactor({ known, reason, level, ended, onAnswer, children }: FirstFactorProps) {
  const { client } = useShared();
  const [factor, setFactor] = useState<'PASSWORD' | 'WEB_AUTHN'>('PASSWORD');
  const [typed, setTyped] = useState(known ?? '');
  const byPasskey = factor === 'WEB_AUTHN';
  const send = async ({ password }: Values) =>
    onAnswer(await client.call('POST /v1/login', { body: { email: typed, factor, ...!byPasskey && { password } } }));
  const other = (
    <Button look="link" onClick={() => setFactor(byPasskey ? 'PASSWORD' : 'WEB_AUTHN')}>{byPasskey ? 'Use the password' : 'Use a passkey'}</Button>
  );
  return (
    <Step title="Sign in" level={level}>
      {reason && <p>{reason}</p>}
      <Alert error={ended} />
      <Form key={factor} submit={byPasskey ? 'Sign in with a passkey' : 'Sign in'} onSubmit={send} beside={other}>
        <EmailField initial={typed} readOnly={known !== undefined} onValue={setTyped} />
        {!byPasskey && <PasswordField />}
      </Form>
      {children}
    </Step>
  );
}

interface PasskeyStepProps {
  readonly level?: 1 | 2;
  readonly options: unknown;
  readonly again: ReactNode;
  readonly onCredential: (credential: unknown) => Promise<void>;
}

/** Browsers show their own window for it: at once, since the person has just asked for it, and again by the button. */
function PasskeyStep({ level, options, again, onCredential }: PasskeyStepProps) {
  const { run, busy, error } = useAction(async () => {
    await onCredential(await askForPasskey(options));
  });
  // Once for each challenge.
  useEffect(() => { void run(); }, []);
  return (
    <Step title="Your passkey" level={level}>
      <p>Your device asks for your finger, your face or its PIN.</p>
      <Alert error={error} />
      <div className="form-end"><Button busy={busy} onClick={() => void run()}>Use the passkey</Button>{again}</div>
    </Step>
  );
}
