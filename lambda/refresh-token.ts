import { HttpError } from './lib/http-error';
import { operation } from './lib/operation';
import { refresh } from './lib/refresh';

export const handler = operation<'POST /v1/refresh-token'>(async ({ body: { email, refresh_token } }) => {
  if (refresh_token === undefined) {
    throw new HttpError('INVALID_TOKEN');
  }
  return refresh(refresh_token, email);
});
