import { Cognito } from '../cognito';
import { AuthResponse } from '../sign-in';
import { Client, Pool } from '../state';
import { ClientMetadata } from '../triggers';

export interface FlowRequest {
  /** The AuthFlow as sent. */
  readonly flow: string;
  readonly pool: Pool;
  readonly client: Client;
  readonly parameters: Record<string, string>;
  readonly metadata: ClientMetadata;
  /** Of a sign-up, with USER_AUTH. */
  readonly session?: string;
  /** Whether the signed AdminInitiateAuth was called. */
  readonly admin: boolean;
}

/** How a sign-in starts, by AuthFlow. */
export type Flow = (cognito: Cognito, request: FlowRequest) => Promise<AuthResponse>;
