import { personOf } from './lib/access-token';
import { assertPersonal } from './lib/claims';
import { operation } from './lib/operation';
import { described } from './lib/second-factors';

export const handler = operation<'GET /v1/mfa'>(async ({ claims, token }) => {
  assertPersonal(claims);
  return described(await personOf(token));
});
