import { useEffect, useState } from 'react';
import { claimsOf, isSignedBy, keysOf } from '../services/tokens';
import type { Resource } from '../shared';
import { whenOf } from '../when';
import { Card } from './Step';

type Keys = Awaited<ReturnType<typeof keysOf>>;

const TIMES = ['exp', 'iat', 'auth_time', 'nbf'];

const textOf = (name: string, value: unknown): string =>
  TIMES.includes(name) ? whenOf(Number(value) * 1000) : typeof value === 'string' ? value : JSON.stringify(value);

/** The claims of a token, its scopes, and whether its signature is one of the pool's. */
export function TokenCard({ title, token, keys }: { readonly title: string; readonly token: string; readonly keys: Resource<Keys> }) {
  const { scope, ...claims } = claimsOf(token);
  return (
    <Card title={title}>
      <Signature token={token} keys={keys} />
      {scope !== undefined && (
        <>
          <h3>Scopes</h3>
          <ul className="tags">{String(scope).split(' ').map((one) => <li key={one}><code>{one}</code></li>)}</ul>
        </>
      )}
      <h3>Claims</h3>
      <dl className="facts claims">
        {Object.entries(claims).map(([name, value]) => (
          <div key={name}><dt><code>{name}</code></dt><dd>{textOf(name, value)}</dd></div>
        ))}
      </dl>
    </Card>
  );
}

function Signature({ token, keys: { value, error } }: { readonly token: string; readonly keys: Resource<Keys> }) {
  const [isGood, setGood] = useState<boolean>();
  useEffect(() => {
    let current = true;
    if (value) {
      void isSignedBy(value, token).then((good) => current && setGood(good), () => current && setGood(false));
    }
    return () => { current = false; };
  }, [token, value]);
  const words = error !== undefined ? 'The keys of the pool cannot be fetched, so the signature is not checked.'
    : isGood === undefined ? 'Checking the signature …' : isGood ? 'Signed by the user pool' : 'Not signed by the user pool';
  const look = isGood ? 'badge-good' : isGood === false || error !== undefined ? 'badge-bad' : '';
  return <p role="status"><span className={`badge ${look}`}>{words}</span></p>;
}

interface CountdownProps {
  /** Seconds that the token was good for when it came. */
  readonly lifetime: number;
  /** When it came, by the clock of this machine: that of the pool may be another. */
  readonly since: number;
}

export function Countdown({ lifetime, since }: CountdownProps) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = Math.min(lifetime, Math.max(0, Math.round(lifetime - (now - since) / 1000)));
  return (
    <div className="countdown">
      <p><span role="timer" aria-live="off">{Math.floor(left / 60)}:{String(left % 60).padStart(2, '0')}</span> until the access token expires</p>
      <progress max={lifetime} value={left} aria-label="Time that is left" />
    </div>
  );
}
