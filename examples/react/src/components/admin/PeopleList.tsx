import { useState } from 'react';
import { useAction, useResource, useShared } from '../../shared';
import { Alert } from '../Alert';
import { Button } from '../Button';
import { Loaded } from '../Loaded';
import type { Search } from './PeopleCard';
import { nameOf, stateOf } from './words';

interface PeopleListProps {
  readonly looked: Search;
  readonly onOpen: (user_id: string) => void;
}

/** The accounts that were found, page after page. */
export function PeopleList({ looked: { search, search_by }, onOpen }: PeopleListProps) {
  const { session } = useShared();
  const page = (next?: string) => session.call('GET /v1/admin/users', { query: { ...search && { search, search_by }, limit: '20', next } });
  type Page = Awaited<ReturnType<typeof page>>;
  const first = useResource(() => page());
  const [further, setFurther] = useState<readonly Page[]>([]);
  const more = useAction(async (next: string) => {
    const one = await page(next);
    setFurther((pages) => [...pages, one]);
  });
  return (
    <Loaded resource={first} what="the people">
      {(start) => {
        const pages = [start, ...further];
        const users = pages.flatMap((one) => one.users);
        const { next } = pages.at(-1)!;
        return (
          <>
            {users.length === 0 && !next && <p className="empty">Nobody is found.</p>}
            <ul className="list people" aria-label="People">
              {users.map((user) => (
                <li key={user.user_id}>
                  <span>
                    {nameOf(user)}
                    <span className={`badge ${user.enabled ? user.status === 'CONFIRMED' ? 'badge-good' : '' : 'badge-bad'}`}>
                      {user.enabled ? stateOf(user.status) : 'disabled'}
                    </span>
                    {user.full_name && <span className="hint">{user.email ?? user.mobile_phone_number ?? user.user_id}</span>}
                  </span>
                  <Button look="link" aria-label={`Open ${nameOf(user)}`} onClick={() => onOpen(user.user_id)}>Open</Button>
                </li>
              ))}
            </ul>
            {next && <Button look="secondary" busy={more.busy} onClick={() => void more.run(next)}>Show more</Button>}
            <Alert error={more.error} />
          </>
        );
      }}
    </Loaded>
  );
}
