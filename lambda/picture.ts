import { bearerOf } from './lib/bearer';
import { HttpError } from './lib/http-error';
import { operation } from './lib/operation';
import { pictureAddress, pictureTypeOf } from './lib/picture';

export const handler = operation<'GET /v1/users/{user_id}/picture'>(async (request) => {
  const { sub } = await bearerOf(request);
  const type = await pictureTypeOf(sub);
  if (!type) {
    throw new HttpError('PICTURE_NOT_FOUND');
  }
  return pictureAddress(sub, type);
});
