import { useState } from 'react';
import { Reports } from './ReportsScreen';
import { Action } from '../components/Action';
import { Button } from '../components/Button';
import { Card, Step } from '../components/Step';
import { Countdown, TokenCard } from '../components/TokenCard';
import { signOutAt, type OAuthTokens } from '../services/oauth';
import { claimsOf, keysOf } from '../services/tokens';
import { useResource, useShared } from '../shared';

/**
 * Someone who came by an identity provider. Their tokens are of the app's own client: the stack's routes take them, the API's operations
 * do not, since those find people by addresses that the API itself has proven.
 */
export function FederatedScreen({ tokens: { id_token, access_token, expires_in } }: { readonly tokens: OAuthTokens }) {
  const { client, config, arrivedAt } = useShared();
  const [asked, setAsked] = useState(0);
  const keys = useResource(() => keysOf(id_token, config.jwks));
  const { email, name } = claimsOf(id_token);
  return (
    <Step title={`Hello, ${name ?? email ?? 'you'}`} narrow={false}>
      <div className="cards">
        <Card title={`Signed in with ${config.oauth!.provider}`}>
          <p>Routes of this app take your tokens. Password, second factor and address are what {config.oauth!.provider} looks after.</p>
          <Countdown lifetime={expires_in} since={arrivedAt()} />
          <div className="row">
            <Button look="secondary" onClick={() => setAsked(asked + 1)}>Ask for the reports</Button>
            <Action look="link" run={async () => signOutAt(config.oauth!)}>Sign out</Action>
          </div>
        </Card>
        {asked > 0 && <Reports key={asked} load={() => client.call('GET /v1/reports', { token: access_token })} />}
        <TokenCard title="Access token" token={access_token} keys={keys} />
        <TokenCard title="ID token" token={id_token} keys={keys} />
      </div>
    </Step>
  );
}
