import { useState } from 'react';
import { Action } from '../components/Action';
import { CodeField, EmailField, Field, NewPasswordField } from '../components/Field';
import { Form, type Values } from '../components/Form';
import { MailboxHint } from '../components/MailboxHint';
import { SignInFlow, type Challenge } from '../components/SignInFlow';
import { Step } from '../components/Step';
import { hrefOf } from '../routes';
import * as rules from '../rules';
import { useShared } from '../shared';

/** An account by a mailed code: the address is proven first, and nothing is kept of those who do not. */
export function SignUpScreen() {
  const { client, signedIn, say } = useShared();
  const [email, setEmail] = useState<string>();
  const [challenge, setChallenge] = useState<Challenge>();

  const begin = async (values: Values) => setEmail((await client.call('POST /v1/sign-up', { body: { email: values.email } })).email);
  const resend = async () => {
    await client.call('POST /v1/sign-up/resend', { body: { email: email! } });
    say('If the address waits for a code, a new one is on its way. There is at most one in five minutes.');
  };
  const confirm = async ({ verification_code, full_name, new_password }: Values) => {
    const answer = await client.call('POST /v1/sign-up/confirm', { body: { email: email!, verification_code, full_name, new_password } });
    if (answer.access_token) {
      signedIn(answer);
    } else {
      setChallenge(answer);
    }
  };

  if (challenge) {
    return <SignInFlow begun={challenge} onTokens={signedIn} />;
  }
  if (email === undefined) {
    return (
      <Step title="Create your account with a code">
        <p>We mail you six digits, which prove that the address is yours.</p>
        <Form submit="Send the code" onSubmit={begin}>
          <EmailField autoComplete="email" />
        </Form>
        <ul className="ways"><li><a href={hrefOf('/')}>I have an account</a></li></ul>
      </Step>
    );
  }
  return (
    <Step title="Look into your mail">
      <p>We have sent a code to <b>{email}</b>. If the address has an account already, the mail says so instead.</p>
      <MailboxHint />
      <Form submit="Create account" onSubmit={confirm}>
        <CodeField name="verification_code" label="Code of the mail" />
        <Field name="full_name" label="Full name" autoComplete="name" check={rules.given('your name')} />
        <NewPasswordField />
      </Form>
      <Action look="link" run={resend}>Send the code again</Action>
    </Step>
  );
}
