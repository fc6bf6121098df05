import { CodeField, NewPasswordField } from './Field';
import { Form, type Values } from './Form';
import type { ApiService } from '../services/ApiService';

interface NewPasswordByCodeProps {
  readonly person: { readonly email: string; readonly user_id: string };
  /** The session's where someone is signed in: it then knows that it has ended. */
  readonly call: ApiService['client']['call'];
  readonly onDone: () => void;
}

/** Takes the code of the mail and the new password. */
export function NewPasswordByCode({ person: { email, user_id }, call, onDone }: NewPasswordByCodeProps) {
  const confirm = async ({ verification_code, new_password }: Values) => {
    await call('POST /v1/users/{user_id}/confirm-password', { path: { user_id }, body: { email, verification_code, new_password } });
    onDone();
  };
  return (
    <Form submit="Set password" onSubmit={confirm}>
      <input type="hidden" autoComplete="username" value={email} />
      <CodeField name="verification_code" label="Code of the mail" />
      <NewPasswordField />
    </Form>
  );
}
