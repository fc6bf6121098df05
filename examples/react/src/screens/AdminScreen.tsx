import { useState } from 'react';
import { CountsCard } from '../components/admin/CountsCard';
import { InviteCard } from '../components/admin/InviteCard';
import { PeopleCard, type Search } from '../components/admin/PeopleCard';
import { PersonStep } from '../components/admin/PersonStep';
import { Step } from '../components/Step';
import { claimsOf, groupsOf } from '../services/tokens';
import { useShared } from '../shared';

/** For members of the group `admins`: the API lets in nobody else, whatever is shown here. */
export function AdminScreen() {
  const { session, say } = useShared();
  const [looked, setLooked] = useState<Search>({ search: '', search_by: 'EMAIL', round: 0 });
  const [person, setPerson] = useState<string>();
  const own = session.tokens!.access_token;
  const open = (user_id: string | undefined) => {
    say('');
    setPerson(user_id);
  };
  if (!groupsOf(own).includes('admins')) {
    return <Step title="Administration"><p className="empty">This is only for administrators.</p></Step>;
  }
  if (person !== undefined) {
    return <PersonStep key={person} user_id={person} isOwn={claimsOf(own).sub === person} onBack={() => open(undefined)} />;
  }
  return (
    <Step title="Administration" narrow={false}>
      <div className="cards">
        <PeopleCard looked={looked} onLook={setLooked} onOpen={open} />
        <InviteCard onOpen={setPerson} />
        <CountsCard />
      </div>
    </Step>
  );
}
