import { useResource, useShared } from '../../shared';
import { Action } from '../Action';
import { Form } from '../Form';
import { Loaded } from '../Loaded';
import { SelectField } from '../SelectField';
import { Card } from '../Step';

interface GroupsCardProps {
  readonly user_id: string;
  readonly groups: readonly string[];
  readonly isOwn: boolean;
  /** Does something, shows what has become of the account, and says that it is done. */
  readonly doing: (what: () => Promise<unknown>, done: string) => () => Promise<void>;
}

/** The groups of an account, and those that it could be in. */
export function GroupsCard({ user_id, groups, isOwn, doing }: GroupsCardProps) {
  const { session } = useShared();
  const all = useResource(async () => (await session.call('GET /v1/admin/groups')).groups.map(({ group }) => group));
  const pathOf = (group: string) => ({ path: { user_id, group } });
  const add = (group: string) =>
    doing(() => session.call('PUT /v1/admin/users/{user_id}/groups/{group}', pathOf(group)), `Added to ${group}: it counts from the next sign-in or refresh on.`)();
  const remove = (group: string) =>
    doing(() => session.call('DELETE /v1/admin/users/{user_id}/groups/{group}', pathOf(group)), `Taken out of ${group}, and signed out everywhere.`)();
  return (
    <Card title="Groups">
      {groups.length === 0 ? <p className="empty">In no group.</p> : (
        <ul className="list">
          {groups.map((group) => (
            <li key={group}>
              <span>{group}</span>
              {!(isOwn && group === 'admins') && <Action look="link" label={`Take out of ${group}`} run={() => remove(group)}>Take out</Action>}
            </li>
          ))}
        </ul>
      )}
      <Loaded resource={all} what="the groups">
        {(names) => {
          const others = names.filter((group) => !groups.includes(group));
          return others.length > 0 && (
            <Form submit="Add to the group" look="secondary" onSubmit={({ group }) => add(group)}>
              <SelectField name="group" label="Another group" options={others.map((group) => [group, group])} />
            </Form>
          );
        }}
      </Loaded>
    </Card>
  );
}
