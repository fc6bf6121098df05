import { useShared } from '../shared';
import { Authenticator } from './Authenticator';
import { CodeField } from './Field';
import { Form, type Values } from './Form';
import { Step } from './Step';

/** What an answer says that begins the set-up of an authenticator app. */
export interface Enrolment {
  readonly qr_code_secret?: string;
  readonly qr_code_secret_url?: string;
  readonly verification_session?: string;
}

interface EnrolmentStepProps {
  readonly title: string;
  readonly person: { readonly email: string; readonly user_id: string };
  readonly enrolment: Enrolment;
  readonly onDone: () => void;
}

/** Sets up an authenticator app before anyone is signed in, and finishes with its first code. */
export function EnrolmentStep({ title, person: { email, user_id }, enrolment, onDone }: EnrolmentStepProps) {
  const { client } = useShared();
  const { qr_code_secret, qr_code_secret_url, verification_session } = enrolment;
  const finish = async ({ otp }: Values) => {
    const body = { email, otp, ...verification_session && { verification_session } };
    await client.call('POST /v1/users/{user_id}/confirm-mfa', { path: { user_id }, body });
    onDone();
  };
  return (
    <Step title={title}>
      <Authenticator secret={qr_code_secret!} image={qr_code_secret_url!} />
      <Form submit="Confirm" onSubmit={finish}><CodeField name="otp" label="First code that the app shows" /></Form>
    </Step>
  );
}
