import { ApiError } from 'cognito-auth-api-client';
import { Loaded } from '../components/Loaded';
import { Card, Step } from '../components/Step';
import { useResource, useShared } from '../shared';

/** A route of the stack's own, which lets in members of one group. API Gateway itself turns away everybody else. */
export function ReportsScreen() {
  const { session } = useShared();
  return <Step title="Reports" narrow={false}><Reports load={() => session.call('GET /v1/reports')} /></Step>;
}

export function Reports({ load }: { readonly load: () => Promise<unknown> }) {
  const reports = useResource(async () => {
    try {
      return { answer: await load() };
    } catch (error) {
      if (error instanceof ApiError && error.status === 403) {
        return { refused: true };
      }
      throw error;
    }
  });
  return (
    <Card title="GET /v1/reports">
      <Loaded resource={reports} what="the reports">
        {({ refused, answer }: { refused?: boolean; answer?: unknown }) => refused
          ? <p className="empty">These are only for administrators. Whoever is made one sees them after the next refresh of the tokens.</p>
          : <pre className="json" tabIndex={0} aria-label="Answer of GET /v1/reports">{JSON.stringify(answer, null, 2)}</pre>}
      </Loaded>
    </Card>
  );
}
