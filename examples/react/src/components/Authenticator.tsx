import { useState } from 'react';
import { Action } from './Action';

interface AuthenticatorProps {
  readonly secret: string;
  /** The QR image: at an address that is good for some minutes, or in itself. */
  readonly image: string;
}

/** What an authenticator app is set up with. */
export function Authenticator({ secret, image }: AuthenticatorProps) {
  const [isGone, setGone] = useState(false);
  const [copied, setCopied] = useState(false);
  return (
    <div className="authenticator">
      {isGone
        ? <p className="notice">The picture is no longer there. Type the key into your app, or begin again for a new picture.</p>
        : (
          <img className="qr" src={image} width="200" height="200" alt="QR code for your authenticator app. The key below is the same."
            onError={() => setGone(true)} />
        )}
      <div>
        <p>Scan the picture with an authenticator app, or type this key into it:</p>
        <p className="secret"><code>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code></p>
        <Action run={async () => { await navigator.clipboard.writeText(secret); setCopied(true); }}>Copy the key</Action>
        <p role="status" className="hint">{copied && 'Copied.'}</p>
      </div>
    </div>
  );
}
