import { useState } from 'react';
import { Action } from '../components/Action';
import { NewPasswordField, PasswordField } from '../components/Field';
import { Form, type Values } from '../components/Form';
import { MailboxHint } from '../components/MailboxHint';
import { NewPasswordByCode } from '../components/NewPasswordByCode';
import { PasskeysCard } from '../components/PasskeysCard';
import { SecondFactorsCard } from '../components/SecondFactorsCard';
import { Card, Step } from '../components/Step';
import { claimsOf } from '../services/tokens';
import { useShared } from '../shared';

/** What protects the account. */
export function SecurityScreen() {
  // The first passkey is a factor, too.
  const [changes, setChanges] = useState(0);
  return (
    <Step title="Security" narrow={false}>
      <div className="cards">
        <PasswordCard />
        <SecondFactorsCard key={changes} />
        <PasskeysCard onChange={() => setChanges((count) => count + 1)} />
      </div>
    </Step>
  );
}

const CHANGED = 'Your password is changed, and every session has ended. Sign in with the new one.';

function PasswordCard() {
  const { session, say } = useShared();
  const [byCode, setByCode] = useState(false);
  const [person] = useState(() => {
    const { sub, email } = claimsOf(session.tokens!.id_token);
    return { user_id: sub, email: String(email) };
  });
  const { user_id, email } = person;
  const change = async ({ old_password, new_password }: Values) => {
    const access_token = await session.accessToken();
    await session.call('POST /v1/users/{user_id}/change-password', { path: { user_id }, body: { email, old_password, new_password, access_token } });
    say(CHANGED);
  };
  const sendCode = async () => {
    await session.call('POST /v1/users/{user_id}/reset-password', { path: { user_id }, body: { email } });
    setByCode(true);
  };
  if (byCode) {
    return (
      <Card title="Password">
        <p>We have sent a code to {email}.</p>
        <MailboxHint />
        <NewPasswordByCode person={person} call={session.call} onDone={() => say(CHANGED)} />
      </Card>
    );
  }
  return (
    <Card title="Password">
      <p className="hint">A new password ends every session, this one included.</p>
      <Form submit="Change the password" onSubmit={change}>
        <input type="hidden" autoComplete="username" value={email} />
        <PasswordField name="old_password" label="Present password" />
        <NewPasswordField />
      </Form>
      <Action look="link" run={sendCode}>Mail me a code instead</Action>
    </Card>
  );
}
