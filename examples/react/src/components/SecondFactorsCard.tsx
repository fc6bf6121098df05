import { useState } from 'react';
import { useResource, useShared } from '../shared';
import { Action } from './Action';
import { Authenticator } from './Authenticator';
import { CodeField } from './Field';
import { Form, type Values } from './Form';
import { Loaded } from './Loaded';
import { FACTORS } from './SignInFlow';
import { Card } from './Step';

type PreferredFactor = 'SOFTWARE_TOKEN_MFA' | 'SMS_MFA' | 'EMAIL_OTP';

/** The second factors of the account: which are on, which one is asked for first, and another authenticator app. */
export function SecondFactorsCard() {
  const { session, say } = useShared();
  const [app, setApp] = useState<{ qr_code_secret: string; qr_code_secret_url: string }>();
  const mfa = useResource(() => session.call('GET /v1/mfa'));

  const prefer = async ({ preferred_mfa }: Values) => {
    await session.call('PUT /v1/mfa', { body: { preferred_mfa: preferred_mfa as PreferredFactor } });
    await mfa.reload();
    say('Saved.');
  };
  const turnPasskeys = async (passkey_mfa: boolean) => {
    await session.call('PUT /v1/mfa', { body: { passkey_mfa } });
    await mfa.reload();
    say('Saved.');
  };
  const start = async () => setApp(await session.call('POST /v1/mfa/totp'));
  const verify = async ({ otp_code }: Values) => {
    await session.call('POST /v1/mfa/totp/verify', { body: { otp_code } });
    say('Your new authenticator app is set up, and every session has ended. Sign in with it.');
  };

  if (app) {
    return (
      <Card title="New authenticator app">
        <p>Until you confirm it, your present app goes on working.</p>
        <Authenticator secret={app.qr_code_secret} image={app.qr_code_secret_url} />
        <Form submit="Confirm" onSubmit={verify}><CodeField label="First code that the new app shows" /></Form>
      </Card>
    );
  }
  return (
    <Card title="Second factor">
      <Loaded resource={mfa} what="your second factors">
        {({ required, preferred, factors }) => {
          const all = factors as unknown as { type: string; enabled: boolean }[];
          const passkeys = all.find(({ type }) => type === 'WEB_AUTHN');
          const hasApp = all.some(({ type, enabled }) => type === 'SOFTWARE_TOKEN_MFA' && enabled);
          const codes = all.filter(({ type, enabled }) => type !== 'WEB_AUTHN' && enabled);
          return (
            <>
              <p className="hint">{required ? 'Everyone needs one here.' : 'You need none here, but it protects you.'}</p>
              <ul className="list">
                {all.map(({ type, enabled }) => (
                  <li key={type}>
                    <span>{FACTORS[type] ?? type}</span>
                    <span className={enabled ? 'badge badge-good' : 'badge'}>{enabled ? 'on' : 'off'}</span>
                  </li>
                ))}
              </ul>
              {codes.length > 1 && (
                <Form key={preferred} submit="Save" look="secondary" onSubmit={prefer}>
                  <fieldset>
                    <legend>Asked for first</legend>
                    {codes.map(({ type }) => (
                      <label className="choice" key={type}>
                        <input type="radio" name="preferred_mfa" value={type} defaultChecked={type === preferred} /> {FACTORS[type]}
                      </label>
                    ))}
                  </fieldset>
                </Form>
              )}
              <div className="row">
                <Action run={start}>{hasApp ? 'Use another authenticator app' : 'Set up an authenticator app'}</Action>
                {passkeys && (
                  <Action run={() => turnPasskeys(!passkeys.enabled)}>
                    {passkeys.enabled ? 'Ask for a second factor with passkeys, too' : 'Let a passkey count as both factors'}
                  </Action>
                )}
              </div>
              <p className="hint">Lost the app? Sign out: the sign-in has a link for that.</p>
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}
