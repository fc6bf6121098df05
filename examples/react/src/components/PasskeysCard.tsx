import { hasCode } from '../errors';
import { createPasskey } from '../services/passkeys';
import { useResource, useShared } from '../shared';
import { whenOf } from '../when';
import { Action } from './Action';
import { Loaded } from './Loaded';
import { Card } from './Step';

interface Passkey {
  readonly credential_id: string;
  readonly name: string;
  readonly created_at: string;
}

export function PasskeysCard({ onChange }: { readonly onChange: () => void }) {
  const { session, say } = useShared();
  const list = useResource(async () => (await session.call('GET /v1/passkeys')).passkeys as unknown as Passkey[]);

  const add = async () => {
    const { credential_creation_options } = await session.call('POST /v1/passkeys/start');
    const credential = await createPasskey(credential_creation_options);
    const { counts_as_mfa } = await session.call('POST /v1/passkeys', { body: { credential: credential as never } });
    await list.reload();
    onChange();
    say(counts_as_mfa ? 'The passkey is added. Signing in with it needs neither password nor code.' : 'The passkey is added.');
  };
  const remove = async (credential_id: string) => {
    try {
      await session.call('DELETE /v1/passkeys/{credential_id}', { path: { credential_id } });
    } catch (error) {
      // It is gone, which is what was wanted.
      if (!hasCode(error, 'PASSKEY_NOT_FOUND')) {
        throw error;
      }
    }
    await list.reload();
    onChange();
    say('The passkey is deleted here. You can delete it on your device, too.');
  };

  return (
    <Card title="Passkeys">
      <Loaded resource={list} what="your passkeys">
        {(passkeys) => passkeys.length === 0
          ? <p className="empty">You have no passkey yet. With one you sign in by your finger, your face or a PIN.</p>
          : (
            <ul className="list">
              {passkeys.map(({ credential_id, name, created_at }) => (
                <li key={credential_id}>
                  <span>{name || 'Passkey'} <span className="hint">added {whenOf(created_at)}</span></span>
                  <Action look="link" label={`Delete the passkey ${name}`} run={() => remove(credential_id)}>Delete</Action>
                </li>
              ))}
            </ul>
          )}
      </Loaded>
      <Action run={add}>Add a passkey</Action>
    </Card>
  );
}
