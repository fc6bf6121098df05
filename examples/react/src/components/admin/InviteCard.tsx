import { given } from '../../rules';
import { useShared } from '../../shared';
import { EmailField, Field } from '../Field';
import { Form } from '../Form';
import { Card } from '../Step';

/** Makes an account for somebody, who gets a mail with a temporary password. */
export function InviteCard({ onOpen }: { readonly onOpen: (user_id: string) => void }) {
  const { session, say } = useShared();
  return (
    <Card title="Invite somebody">
      <Form submit="Invite" look="secondary" onSubmit={async ({ email, full_name }) => {
        const { user_id } = await session.call('POST /v1/admin/users', { body: { email, full_name } });
        say(`An invitation is on its way to ${email}.`);
        onOpen(user_id);
      }}>
        <Field name="full_name" label="Full name" check={given('the name')} autoComplete="off" />
        <EmailField autoComplete="off" />
      </Form>
    </Card>
  );
}
