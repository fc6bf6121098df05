import { environment } from './lib/environment';
import { HttpError } from './lib/http-error';
import { nextStep } from './lib/next-step';
import { operation } from './lib/operation';
import { signIn } from './lib/sign-in';

/** A `factor` is for clients that `challenge` can answer any question of. */
const assertTaken = (factor: string): void => {
  const taken = environment.FIRST_FACTORS?.split(' ') ?? [];
  if (!taken.includes(factor)) {
    throw new HttpError('INVALID_REQUEST', { factor: taken.length ? `must be ${taken.join(' or ')} here` : 'must be left out: here a password is all that signs in' });
  }
};

export const handler = operation<'POST /v1/login'>(async (request) => {
  const { email, password, factor } = request.body;
  if (factor !== undefined) {
    assertTaken(factor);
  }
  if (factor === undefined || factor === 'PASSWORD') {
    return nextStep(request, email, await signIn(request, email, password!), factor && 'ANY', password);
  }
  // Loaded on demand: most people sign in with their password.
  const { startWith } = await import('./lib/first-factor');
  return startWith(request, email, factor);
});
