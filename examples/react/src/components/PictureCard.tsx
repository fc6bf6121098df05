import { useRef } from 'react';
import { Friendly, hasCode } from '../errors';
import { useAction, useResource, useShared } from '../shared';
import { Action } from './Action';
import { Alert } from './Alert';
import { Button } from './Button';
import { Loaded } from './Loaded';
import { Card } from './Step';

const TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;

const NoPicture = () => (
  <div className="avatar avatar-empty" aria-hidden="true">
    <svg viewBox="0 0 24 24" width="40" height="40"><circle cx="12" cy="8" r="4" /><path d="M4 21c0-4.5 3.5-7 8-7s8 2.5 8 7" /></svg>
  </div>
);

/** The person's picture. It goes to S3 directly, by a form that the API hands out. */
export function PictureCard({ userId: user_id }: { readonly userId: string }) {
  const { session, say } = useShared();
  const input = useRef<HTMLInputElement>(null);
  const path = { user_id };
  const picture = useResource(async () => {
    try {
      return (await session.call('GET /v1/users/{user_id}/picture', { path })).url;
    } catch (error) {
      if (hasCode(error, 'PICTURE_NOT_FOUND')) {
        return null;
      }
      throw error;
    }
  });
  const upload = useAction(async (file: File) => {
    const content_type = TYPES.find((type) => type === file.type);
    if (!content_type) {
      throw new Friendly('A picture is a PNG, JPEG or WebP file.');
    }
    const { url, fields, max_bytes } = await session.call('POST /v1/users/{user_id}/picture', { path, body: { content_type } });
    if (file.size > max_bytes) {
      throw new Friendly(`A picture has ${Math.floor(max_bytes / 1024)} kB at most.`);
    }
    const form = new FormData();
    Object.entries(fields as Record<string, string>).forEach(([name, value]) => form.append(name, value));
    // S3 looks at nothing that comes after it.
    form.append('file', file);
    const stored = await fetch(url, { method: 'POST', body: form }).catch(() => undefined);
    if (!stored?.ok) {
      throw new Friendly('The picture could not be uploaded. Please try again.');
    }
    await session.call('PUT /v1/users/{user_id}/picture', { path });
    await picture.reload();
    say('This is your picture now.');
  });
  const remove = async () => {
    await session.call('DELETE /v1/users/{user_id}/picture', { path });
    await picture.reload();
    say('Your picture is deleted.');
  };
  return (
    <Card title="Picture">
      <Loaded resource={picture} what="your picture">
        {(url) => (
          <div className="picture">
            {url === null
              ? <NoPicture />
              : <img className="avatar" src={url} alt="You" width="96" height="96" />}
            <div>
              <p className="hint" id="picture-hint">{url === null && 'There is none yet. '}PNG, JPEG or WebP, at most 1 MB. Nobody else sees it.</p>
              <div className="row">
                <Button look="secondary" busy={upload.busy} aria-describedby="picture-hint" onClick={() => input.current!.click()}>
                  Choose a picture
                </Button>
                {url !== null && <Action look="link" run={remove}>Delete it</Action>}
              </div>
              <input ref={input} type="file" hidden accept={TYPES.join(',')} aria-label="Picture file" onChange={({ target }) => {
                const file = target.files?.[0];
                // The same file can be chosen again.
                target.value = '';
                if (file) void upload.run(file);
              }} />
            </div>
          </div>
        )}
      </Loaded>
      <Alert error={upload.error} />
    </Card>
  );
}
