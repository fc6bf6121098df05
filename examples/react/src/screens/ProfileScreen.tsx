import { useState } from 'react';
import { Action } from '../components/Action';
import { CodeField, EmailField, Field, PhoneField } from '../components/Field';
import { Form, type Values } from '../components/Form';
import { Loaded } from '../components/Loaded';
import { MailboxHint } from '../components/MailboxHint';
import { PictureCard } from '../components/PictureCard';
import { Card, Step } from '../components/Step';
import * as rules from '../rules';
import { claimsOf } from '../services/tokens';
import { useResource, useShared } from '../shared';

type Attribute = 'EMAIL' | 'PHONE';

/** Who the person is, and what of it can be changed. */
export function ProfileScreen() {
  const { session, say } = useShared();
  const [waiting, setWaiting] = useState<readonly Attribute[]>([]);
  const userinfo = useResource(() => session.call('GET /v1/userinfo'));

  const update = async (body: { full_name?: string; locale?: string; email?: string; mobile_phone_number?: string }) => {
    const { verification_required } = await session.call('PATCH /v1/userinfo', { body });
    setWaiting(verification_required.filter((name): name is Attribute => name === 'EMAIL' || name === 'PHONE'));
    await userinfo.reload();
    say(verification_required.length > 0 ? 'We have sent you a code. The change counts when you have typed it below.' : 'Saved.');
  };
  const saveName = ({ full_name, locale }: Values) => update({ full_name, ...locale && { locale } });

  return (
    <Step title="Your profile" narrow={false}>
      <Loaded resource={userinfo} what="your profile">
        {({ user_id, email, name, phone_number, groups }) => (
          <div className="cards">
            <Card title="You">
              <dl className="facts">
                <div><dt>Name</dt><dd>{name ?? 'not given'}</dd></div>
                <div><dt>Email</dt><dd>{email}</dd></div>
                <div><dt>Phone</dt><dd>{phone_number ?? 'none'}</dd></div>
                <div><dt>Groups</dt><dd>{groups.length > 0 ? groups.join(', ') : 'none'}</dd></div>
                <div><dt>Id</dt><dd><code>{user_id}</code></dd></div>
              </dl>
            </Card>
            <PictureCard userId={user_id} />
            {waiting.map((attribute) => (
              <Verification key={attribute} attribute={attribute} onDone={async (signedIn) => {
                setWaiting((others) => others.filter((other) => other !== attribute));
                say(signedIn ? 'Proven.' : 'Your email address is changed. Sign in with the new one.');
                if (signedIn) await userinfo.reload();
              }} />
            ))}
            <Card title="Name and language">
              <Form submit="Save" onSubmit={saveName}>
                <Field name="full_name" label="Full name" autoComplete="name" initial={name ?? ''} check={rules.given('your name')} />
                <Field name="locale" label="Language of mails"
                  hint="Such as en or de-AT. Leave it empty to keep it." initial={localeOf(session.tokens?.id_token)} check={rules.locale} />
              </Form>
            </Card>
            <Card title="Email address">
              <Form submit="Change the email address" look="secondary" onSubmit={({ email: next }) => update({ email: next })}>
                <EmailField label="New email address" autoComplete="email" hint="The present one stays until the new one is proven." />
              </Form>
            </Card>
            <Card title="Phone number">
              <Form submit="Change the phone number" look="secondary" onSubmit={({ mobile_phone_number }) => update({ mobile_phone_number })}>
                <PhoneField label="New phone number" />
              </Form>
              {phone_number && !waiting.includes('PHONE') && (
                <Action look="link" run={async () => {
                  await session.call('POST /v1/userinfo/verify', { body: { attribute: 'PHONE' } });
                  setWaiting((others) => [...others, 'PHONE']);
                  say(`We have sent a code to ${phone_number}.`);
                }}>Prove the present number</Action>
              )}
            </Card>
          </div>
        )}
      </Loaded>
    </Step>
  );
}

const localeOf = (idToken: string | undefined): string => String((idToken && claimsOf(idToken).locale) ?? '');

const NAMES = { EMAIL: 'email address', PHONE: 'phone number' };

/** A new address or number counts when its code is back. */
function Verification({ attribute, onDone }: { readonly attribute: Attribute; readonly onDone: (signedIn: boolean) => Promise<void> }) {
  const { session, say } = useShared();
  const confirm = async ({ verification_code }: Values) => {
    const { signed_in } = await session.call('POST /v1/userinfo/verify/confirm', { body: { attribute, verification_code } });
    await onDone(signed_in);
  };
  const again = async () => {
    await session.call('POST /v1/userinfo/verify', { body: { attribute } });
    say('We have sent another code.');
  };
  return (
    <Card title={`Prove your ${NAMES[attribute]}`}>
      <MailboxHint />
      <Form submit="Confirm" onSubmit={confirm}><CodeField name="verification_code" label={`Code for your ${NAMES[attribute]}`} /></Form>
      <Action look="link" run={again}>Send the code again</Action>
    </Card>
  );
}
