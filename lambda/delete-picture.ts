import { bearerOf } from './lib/bearer';
import { remove } from './lib/objects';
import { operation } from './lib/operation';
import { accountObjects } from '../src/contract/objects';

export const handler = operation<'DELETE /v1/users/{user_id}/picture'>(async (request) => {
  const { sub } = await bearerOf(request);
  await Promise.all([accountObjects.uploadedPicture, accountObjects.picture].map((key) => remove(key(sub))));
  return { status: 'PICTURE_DELETED' };
});
