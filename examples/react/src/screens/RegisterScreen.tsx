import { useState } from 'react';
import { Action } from '../components/Action';
import { EnrolmentStep, type Enrolment } from '../components/EnrolmentStep';
import { EmailField, Field, NewPasswordField, PhoneField } from '../components/Field';
import { Form, type Values } from '../components/Form';
import { MailboxHint } from '../components/MailboxHint';
import { SignInFlow } from '../components/SignInFlow';
import { Step } from '../components/Step';
import { hrefOf } from '../routes';
import * as rules from '../rules';
import { useShared } from '../shared';

/** An account by a mailed temporary password: details, mail, authenticator app, and the first sign-in. */
export function RegisterScreen() {
  const { client, signedIn } = useShared();
  const [person, setPerson] = useState<{ email: string; user_id: string }>();
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const [isDone, setDone] = useState(false);

  const register = async ({ full_name, email, mobile_phone_number }: Values) =>
    setPerson(await client.call('POST /v1/users', { body: { full_name, email, mobile_phone_number } }));
  const confirm = async ({ temporary_password, new_password }: Values) => {
    const { email, user_id } = person!;
    const answer = await client.call('POST /v1/users/{user_id}/confirm', { path: { user_id }, body: { email, temporary_password, new_password } });
    setEnrolment(answer);
    // Without a second factor there is nothing to set up.
    setDone(answer.qr_code_secret === undefined);
  };

  if (isDone) {
    return <SignInFlow email={person!.email} reason="Your account is ready. Sign in for the first time." onTokens={signedIn} />;
  }
  if (enrolment) {
    return <EnrolmentStep title="Set up your authenticator app" person={person!} enrolment={enrolment} onDone={() => setDone(true)} />;
  }
  return person ? <MailStep email={person.email} onSubmit={confirm} /> : <DetailsStep onSubmit={register} />;
}

const DetailsStep = ({ onSubmit }: { readonly onSubmit: (values: Values) => Promise<void> }) => (
  <Step title="Create your account">
    <p>We mail you a temporary password. You replace it by your own in the next step.</p>
    <Form submit="Create account" onSubmit={onSubmit}>
      <Field name="full_name" label="Full name" autoComplete="name" check={rules.given('your name')} />
      <EmailField autoComplete="email" />
      <PhoneField label="Mobile phone" />
    </Form>
    <ul className="ways">
      <li><a href={hrefOf('/sign-up')}>Use a mailed code instead</a></li>
      <li><a href={hrefOf('/')}>I have an account</a></li>
    </ul>
  </Step>
);

function MailStep({ email, onSubmit }: { readonly email: string; readonly onSubmit: (values: Values) => Promise<void> }) {
  const { client, say } = useShared();
  const resend = async () => {
    await client.call('POST /v1/resend-confirmation-code', { body: { email } });
    say('If the account still waits for its first sign-in, a new mail is on its way. There is at most one in five minutes.');
  };
  return (
    <Step title="Look into your mail">
      <p>We have sent a temporary password to <b>{email}</b>. Type or paste it here, and choose your own.</p>
      <MailboxHint />
      <Form submit="Set password" onSubmit={onSubmit}>
        <input type="hidden" autoComplete="username" value={email} />
        <Field name="temporary_password" label="Temporary password" type="password" autoComplete="off"
          check={rules.given('the password of the mail')} />
        <NewPasswordField />
      </Form>
      <Action look="link" run={resend}>Send the mail again</Action>
    </Step>
  );
}
