import { useState } from 'react';
import { EnrolmentStep, type Enrolment } from '../components/EnrolmentStep';
import { CodeField, EmailField, PasswordField } from '../components/Field';
import { Form, type Values } from '../components/Form';
import { MailboxHint } from '../components/MailboxHint';
import { SignInFlow } from '../components/SignInFlow';
import { Step } from '../components/Step';
import { hrefOf } from '../routes';
import { useShared } from '../shared';

/** Another authenticator app for whoever has lost theirs: by the password and a mailed code. */
export function ResetMfaScreen() {
  const { client, signedIn } = useShared();
  const [person, setPerson] = useState<{ email: string; user_id: string }>();
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const [isDone, setDone] = useState(false);

  const begin = async ({ email }: Values) => setPerson(await client.call('POST /v1/resend-mfa', { body: { email } }));
  const reset = async ({ password, verification_code }: Values) => {
    const { email, user_id } = person!;
    setEnrolment(await client.call('POST /v1/users/{user_id}/reset-mfa', { path: { user_id }, body: { email, password, verification_code } }));
  };

  if (isDone) {
    return <SignInFlow email={person!.email} reason="Your new authenticator app is set up. Sign in with it." onTokens={signedIn} />;
  }
  if (enrolment) {
    return <EnrolmentStep title="Set up your new authenticator app" person={person!} enrolment={enrolment} onDone={() => setDone(true)} />;
  }
  if (person) {
    return (
      <Step title="Prove that it is you">
        <p>
          If <b>{person.email}</b> has an account, a code is on its way. With it and your password the old app counts no more, and every session ends.
        </p>
        <MailboxHint />
        <Form submit="Reset the second factor" onSubmit={reset}>
          <PasswordField />
          <CodeField name="verification_code" label="Code of the mail" />
        </Form>
      </Step>
    );
  }
  return (
    <Step title="Lost your authenticator app?">
      <p>We mail you a code. With it and your password you set up another app.</p>
      <Form submit="Send the code" onSubmit={begin}>
        <EmailField />
      </Form>
      <ul className="ways"><li><a href={hrefOf('/')}>Back to the sign-in</a></li></ul>
    </Step>
  );
}
