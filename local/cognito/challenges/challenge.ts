import { Cognito } from '../cognito';
import { faults } from '../errors';
import { OpenSession } from '../sessions';
import { AuthResponse, SignIn } from '../sign-in';
import { Client } from '../state';
import { ClientMetadata } from '../triggers';

/** What becomes of the answer to a challenge. */
export type Answer = (cognito: Cognito, open: OpenSession, responses: Record<string, string>, signIn: SignIn) => Promise<AuthResponse>;

export interface FirstAnswerRequest {
  readonly client: Client;
  readonly username: string;
  readonly session?: string;
  readonly responses: Record<string, string>;
  readonly clientMetadata: ClientMetadata;
}

/** The same for a challenge that comes before it is known whether the person exists: it reads the session itself. */
export type FirstAnswer = (cognito: Cognito, request: FirstAnswerRequest) => Promise<AuthResponse>;

export function needed(responses: Record<string, string>, name: string): string {
  if (!responses[name]) throw faults.missingRequired(name);
  return responses[name];
}
