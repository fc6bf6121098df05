import { Cognito } from '../cognito';
import { faults } from '../errors';
import { OpenSession } from '../sessions';
import { AuthResponse, SignIn } from '../sign-in';

/** What becomes of the answer to a challenge. */
export type Answer = (cognito: Cognito, open: OpenSession, responses: Record<string, string>, signIn: SignIn) => Promise<AuthResponse>;

export function needed(responses: Record<string, string>, name: string): string {
  if (!responses[name]) throw faults.missingRequired(name);
  return responses[name];
}
