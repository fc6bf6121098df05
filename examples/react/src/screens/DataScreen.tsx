import { useState } from 'react';
import { Action } from '../components/Action';
import { Field } from '../components/Field';
import { Form } from '../components/Form';
import { Card, Step } from '../components/Step';
import { goTo } from '../routes';
import { download } from '../services/download';
import { claimsOf } from '../services/tokens';
import { useShared } from '../shared';

/** What is held on the person: to take along, and to erase. */
export function DataScreen() {
  const { session, say } = useShared();
  const [{ user_id, email }] = useState(() => {
    const { sub, email: address } = claimsOf(session.tokens!.id_token);
    return { user_id: sub, email: String(address) };
  });
  const takeAlong = async () => {
    download('my-data.json', await session.call('GET /v1/users/{user_id}/export', { path: { user_id } }));
    say('Your data is being downloaded as my-data.json.');
  };
  const erase = async () => {
    await session.call('DELETE /v1/users/{user_id}', { path: { user_id } });
    goTo('/');
    say('Your account and everything kept with it is deleted.');
  };
  return (
    <Step title="Your data" narrow={false}>
      <div className="cards">
        <Card title="Take it along">
          <p>Everything that is held on you, as one JSON file: account, groups, factors, passkeys, sessions, picture, and what is kept besides.</p>
          <Action run={takeAlong}>Download my data</Action>
        </Card>
        <Card title="Delete the account">
          <p>Your account, your sessions, your picture and everything kept with them are erased. Nobody can bring them back.</p>
          <Form submit="Delete my account" look="danger" onSubmit={erase}>
            <Field name="confirmation" label="Type your email address to confirm" hint={email} autoComplete="off"
              check={(value) => value.trim().toLowerCase() === email ? undefined : 'This is not your email address.'} />
          </Form>
        </Card>
      </div>
    </Step>
  );
}
