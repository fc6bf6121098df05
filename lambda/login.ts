import { nextStep } from './lib/next-step';
import { operation } from './lib/operation';
import { signIn } from './lib/sign-in';

export const handler = operation<'POST /v1/login'>(async (request) => {
  const { email, password } = request.body;
  return nextStep(request, email, await signIn(request, email, password));
});
