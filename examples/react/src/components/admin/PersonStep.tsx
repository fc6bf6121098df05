import { download } from '../../services/download';
import { deviceOf, factsOf, type ListedSession } from '../../sessions';
import { useResource, useShared } from '../../shared';
import { whenOf } from '../../when';
import { Action } from '../Action';
import { Button } from '../Button';
import { Field } from '../Field';
import { Form } from '../Form';
import { Loaded } from '../Loaded';
import { Card, Step } from '../Step';
import { GroupsCard } from './GroupsCard';
import { factorsOf, nameOf, resultOf, stateOf } from './words';

interface PersonStepProps {
  readonly user_id: string;
  /** It is the administrator's own account. */
  readonly isOwn: boolean;
  readonly onBack: () => void;
}

/** An account, and what can be done with it. */
export function PersonStep({ user_id, isOwn, onBack }: PersonStepProps) {
  const { session, say } = useShared();
  const path = { user_id };
  const person = useResource(async () => {
    const [user, { tracked, sessions }] = await Promise.all([
      session.call('GET /v1/admin/users/{user_id}', { path }), session.call('GET /v1/admin/users/{user_id}/sessions', { path }),
    ]);
    return { ...user, tracked, sessions: sessions as unknown as ListedSession[] };
  });
  /** Does something, shows what has become of the account, and says that it is done. */
  const doing = (what: () => Promise<unknown>, done: string) => async () => {
    await what();
    await person.reload();
    say(done);
  };
  const erase = async () => {
    await session.call('DELETE /v1/admin/users/{user_id}', { path });
    onBack();
    say('The account and everything kept with it is erased.');
  };
  const takeAlong = async () => {
    download(`${user_id}.json`, await session.call('GET /v1/admin/users/{user_id}/export', { path }));
    say(`What is held is being downloaded as ${user_id}.json.`);
  };
  return (
    <Step title="A person" narrow={false}>
      <Button look="link" onClick={onBack}>Back to the list</Button>
      <Loaded resource={person} what="the account">
        {(user) => (
          <div className="cards">
            <Card title={nameOf(user)}>
              <dl className="facts">
                <div><dt>Status</dt><dd>{stateOf(user.status)}{!user.enabled && <>, <span className="badge badge-bad">disabled</span></>}</dd></div>
                <div><dt>Email</dt><dd>{user.email ?? 'none'}{user.email && (user.email_verified ? ', proven' : ', not proven')}</dd></div>
                <div><dt>Phone</dt><dd>{user.mobile_phone_number ?? 'none'}</dd></div>
                <div><dt>Factors</dt><dd>{factorsOf(user.factors.enabled)}</dd></div>
                <div><dt>Made</dt><dd>{whenOf(user.created_at)}</dd></div>
                {user.last_sign_in && <div><dt>Last sign-in</dt><dd>{whenOf(user.last_sign_in.at)}, {resultOf(user.last_sign_in.result)}</dd></div>}
                <div><dt>User id</dt><dd><code>{user_id}</code></dd></div>
                {user.identities.map(({ provider, user_id: id }) => <div key={provider}><dt>At {provider}</dt><dd>{id}</dd></div>)}
              </dl>
            </Card>
            <Card title="Access">
              {isOwn && <p className="hint">This is your own account: some of this has to be done by another administrator.</p>}
              <div className="row">
                {user.enabled
                  ? !isOwn && (
                    <Action run={doing(() => session.call('POST /v1/admin/users/{user_id}/disable', { path }), 'The account is disabled, and signed out everywhere.')}>
                      Disable
                    </Action>
                  )
                  : <Action run={doing(() => session.call('POST /v1/admin/users/{user_id}/enable', { path }), 'The account can sign in again.')}>Enable</Action>}
                {!isOwn && (
                  <Action run={doing(() => session.call('POST /v1/admin/users/{user_id}/reset-mfa', { path }),
                    'The second factors are taken away. The next sign-in asks for a new authenticator app.')}>
                    Reset the second factor
                  </Action>
                )}
                <Action run={doing(() => session.call('POST /v1/admin/users/{user_id}/reset-password', { path }), 'A code for a new password is on its way.')}>
                  Mail a code for a new password
                </Action>
              </div>
            </Card>
            <GroupsCard user_id={user_id} groups={user.groups} isOwn={isOwn} doing={doing} />
            <Card title="Sessions">
              {user.sessions.length === 0
                ? <p className="empty">{user.tracked ? 'Not signed in anywhere, as far as is known.' : 'The pool does not track sessions.'}</p>
                : (
                  <ul className="list">
                    {user.sessions.map((one) => (
                      <li key={one.session_id}>
                        <span>{deviceOf(one)}<span className="hint">{factsOf(one)}</span></span>
                      </li>
                    ))}
                  </ul>
                )}
              {!isOwn && (
                <Action run={doing(() => session.call('POST /v1/admin/users/{user_id}/sign-out', { path }), 'Signed out everywhere.')}>Sign out everywhere</Action>
              )}
            </Card>
            <Card title="Data">
              <p>Everything that is held on the person, as one JSON file, for them.</p>
              <Action run={takeAlong}>Download the data</Action>
              {!isOwn && (
                <Form submit="Erase this person" look="danger" onSubmit={erase}>
                  <Field name="confirmation" label="Type this to erase the person" hint={user.email ?? user_id} autoComplete="off"
                    check={(value) => value.trim().toLowerCase() === (user.email ?? user_id).toLowerCase() ? undefined : 'This is something else.'} />
                </Form>
              )}
            </Card>
          </div>
        )}
      </Loaded>
    </Step>
  );
}
