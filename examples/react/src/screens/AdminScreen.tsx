import { Card, Step } from '../components/Step';
import { hrefOf } from '../routes';
import { groupsOf } from '../services/tokens';
import { useShared } from '../shared';

/** For members of the group `admins`. */
export function AdminScreen() {
  const { session } = useShared();
  const isAdministrator = groupsOf(session.tokens!.access_token).includes('admins');
  return (
    <Step title="Administration" narrow={false}>
      <Card title="Your rights">
        {isAdministrator
          ? <p>You are in the group <code>admins</code>, which opens <a href={hrefOf('/reports')}>the reports</a>.</p>
          : <p className="empty">This is only for administrators.</p>}
      </Card>
    </Step>
  );
}
