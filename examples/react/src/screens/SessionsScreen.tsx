import { Action } from '../components/Action';
import { Loaded } from '../components/Loaded';
import { Card, Step } from '../components/Step';
import { hasCode } from '../errors';
import { deviceOf, factsOf, type ListedSession } from '../sessions';
import { useResource, useShared } from '../shared';
import { whenOf } from '../when';

interface OwnSession extends ListedSession {
  readonly current: boolean;
  readonly created_at: string;
}

/** Where the person is signed in. */
export function SessionsScreen() {
  const { session, say, signOut } = useShared();
  const list = useResource(async () => (await session.call('GET /v1/sessions')).sessions as unknown as OwnSession[]);
  const end = async (session_id: string) => {
    try {
      await session.call('DELETE /v1/sessions/{session_id}', { path: { session_id } });
    } catch (error) {
      if (!hasCode(error, 'SESSION_NOT_FOUND')) {
        throw error;
      }
    }
    await list.reload();
    say('That session has ended.');
  };
  return (
    <Step title="Sessions" narrow={false}>
      <Card title="Where you are signed in">
        <Loaded resource={list} what="your sessions">
          {(sessions) => sessions.length === 0
            ? <p className="empty">A new sign-in shows here within seconds.</p>
            : (
              <ul className="list">
                {sessions.map((one) => (
                  <li key={one.session_id}>
                    <span>
                      {deviceOf(one)}
                      {one.current && <span className="badge badge-good">this one</span>}
                      <span className="hint">{factsOf(one)}</span>
                    </span>
                    {!one.current && (
                      <Action look="link" label={`Sign out the session of ${whenOf(one.created_at)}`} run={() => end(one.session_id)}>
                        Sign out there
                      </Action>
                    )}
                  </li>
                ))}
              </ul>
            )}
        </Loaded>
        <div className="row">
          <Action run={list.reload}>Refresh the list</Action>
          <Action look="danger" run={() => signOut('EVERYWHERE')}>Sign out everywhere</Action>
        </div>
      </Card>
    </Step>
  );
}
