import { useState } from 'react';
import { Action } from '../components/Action';
import { Card, Step } from '../components/Step';
import { Countdown, TokenCard } from '../components/TokenCard';
import { claimsOf, keysOf } from '../services/tokens';
import { useResource, useShared } from '../shared';

/** What the tokens say, and that the pool has signed them. */
export function TokensScreen() {
  const { session, client, config, say, signedIn, arrivedAt } = useShared();
  const tokens = session.tokens!;
  const [answer, setAnswer] = useState<unknown>();
  const keys = useResource(() => keysOf(tokens.id_token, config.jwks));
  const ask = async () => setAnswer(await client.call('GET /v1/userinfo', { token: tokens.id_token }));
  const refresh = async () => {
    const { refresh_token } = tokens;
    // In cookie mode the browser brings the refresh token along.
    const body = refresh_token === undefined ? {} : { email: String(claimsOf(tokens.id_token).email), refresh_token };
    signedIn(await client.call('POST /v1/refresh-token', { body }));
    say('The tokens are new.');
  };
  return (
    <Step title="Tokens" narrow={false}>
      <div className="cards">
        <Card title="This session">
          <Countdown lifetime={tokens.expires_in} since={arrivedAt()} />
          <p className="hint">The app refreshes them by itself, a minute before they expire.{' '}
            {tokens.refresh_token ? 'The refresh token is in the memory of this page.' : 'The refresh token is in a cookie that no script can read.'}
          </p>
          <div className="row">
            <Action run={refresh}>Refresh now</Action>
            <Action look="link" run={ask}>Ask whose ID token it is</Action>
          </div>
          {answer !== undefined && <pre className="json" tabIndex={0} aria-label="Answer of GET /v1/userinfo">{JSON.stringify(answer, null, 2)}</pre>}
        </Card>
        <TokenCard title="Access token" token={tokens.access_token} keys={keys} />
        <TokenCard title="ID token" token={tokens.id_token} keys={keys} />
      </div>
    </Step>
  );
}
