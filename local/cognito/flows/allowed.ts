import { Client } from '../state';

// [D] A client that names no flows has these.
export const DEFAULT_FLOWS = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];

export function allowsFlow(client: Client, ...flows: string[]): boolean {
  const enabled: string[] = client.config.ExplicitAuthFlows ?? DEFAULT_FLOWS;
  return flows.some((flow) => enabled.includes(flow));
}
