import { useResource, useShared } from '../../shared';
import { Action } from '../Action';
import { Loaded } from '../Loaded';
import { Card } from '../Step';
import { stateOf } from './words';

/** How many there are. Cognito estimates the whole, and a request has time to look at the first some hundred. */
export function CountsCard() {
  const { session } = useShared();
  const counts = useResource(() => session.call('GET /v1/admin/counts'));
  return (
    <Card title="Numbers">
      <Loaded resource={counts} what="the numbers">
        {({ users, counted, complete, by_status, disabled, groups }) => (
          <dl className="facts">
            <div><dt>Accounts</dt><dd>{complete ? counted : `about ${users}, of which ${counted} were looked at`}</dd></div>
            {Object.entries(by_status as Record<string, number>).map(([status, count]) => (
              <div key={status}><dt>{stateOf(status)}</dt><dd>{count}</dd></div>
            ))}
            <div><dt>disabled</dt><dd>{disabled}</dd></div>
            {groups.map(({ group, members, complete: all }) => (
              <div key={group}><dt>in {group}</dt><dd>{members}{all ? '' : ' or more'}</dd></div>
            ))}
          </dl>
        )}
      </Loaded>
      <Action run={counts.reload}>Count again</Action>
    </Card>
  );
}
