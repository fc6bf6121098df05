import { useState } from 'react';
import { EmailField } from '../components/Field';
import { Form, type Values } from '../components/Form';
import { MailboxHint } from '../components/MailboxHint';
import { NewPasswordByCode } from '../components/NewPasswordByCode';
import { Step } from '../components/Step';
import { goTo, hrefOf } from '../routes';
import { useShared } from '../shared';

/** A new password by a mailed code, for whoever does not know the old one. */
export function ForgotPasswordScreen() {
  const { client, say } = useShared();
  const [person, setPerson] = useState<{ email: string; user_id: string }>();
  const begin = async ({ email }: Values) => setPerson(await client.call('POST /v1/forgot-password', { body: { email } }));
  if (!person) {
    return (
      <Step title="Forgot your password?">
        <p>We mail you a code, with which you choose a new password.</p>
        <Form submit="Send the code" onSubmit={begin}>
          <EmailField />
        </Form>
        <ul className="ways"><li><a href={hrefOf('/')}>Back to the sign-in</a></li></ul>
      </Step>
    );
  }
  return (
    <Step title="Choose a new password">
      <p>If <b>{person.email}</b> has an account, a code is on its way.</p>
      <MailboxHint />
      <NewPasswordByCode person={person} call={client.call} onDone={() => {
        goTo('/');
        say('Your password is changed, and every session has ended. Sign in with the new one.');
      }} />
    </Step>
  );
}
