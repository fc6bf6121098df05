import { randomUUID } from 'node:crypto';
import { Cognito } from './cognito';
import type { Fault } from './errors';
import { AuthResponse } from './sign-in';
import { Pool, User } from './state';
import { userByName } from './users';

/** What threat protection keeps of a sign-in. Risks are not judged here: each is none. */
export interface AuthEvent {
  readonly id: string;
  readonly at: number;
  response: 'Pass' | 'Fail' | 'InProgress';
  readonly challenges: { readonly name: 'Password' | 'Mfa'; readonly response: 'Success' | 'Failure' }[];
  readonly ipAddress?: string;
}

export interface Context {
  /** Of signed calls, and of unsigned ones. */
  readonly ContextData?: { readonly IpAddress?: string };
  readonly UserContextData?: { readonly IpAddress?: string };
}

/** [D] AdminListUserAuthEvents answers in such pools alone. */
export const keepsAuthEvents = ({ config }: Pool): boolean => ['AUDIT', 'ENFORCED'].includes(config.UserPoolAddOns?.AdvancedSecurityMode);

const KEPT = 1000;

/**
 * Keeps an event of a sign-in, or goes on with the one that waits for the answer to a challenge. [M] That one event goes on, and which calls make none, is
 * unverified.
 */
export async function watched(
  cognito: Cognito, pool: Pool, username: string | undefined, { ContextData, UserContextData }: Context, step: 'Password' | 'Mfa', run: () => Promise<AuthResponse>,
): Promise<AuthResponse> {
  const keep = (response: AuthEvent['response'], challenge: 'Success' | 'Failure') => {
    const user = username === undefined || !keepsAuthEvents(pool) ? undefined : userByName(pool, username);
    if (user) record(cognito, user, { response, step, challenge, ipAddress: (ContextData ?? UserContextData)?.IpAddress });
  };
  try {
    const answer = await run();
    keep(answer.AuthenticationResult ? 'Pass' : 'InProgress', 'Success');
    return answer;
  } catch (error) {
    if (['NotAuthorizedException', 'CodeMismatchException'].includes((error as Fault).type)) keep('Fail', 'Failure');
    throw error;
  }
}

interface Seen {
  readonly response: AuthEvent['response'];
  readonly step: 'Password' | 'Mfa';
  readonly challenge: 'Success' | 'Failure';
  readonly ipAddress?: string;
}

function record(cognito: Cognito, user: User, { response, step, challenge, ipAddress }: Seen): void {
  const events = user.authEvents ??= [];
  const open = step === 'Mfa' ? events.find((event) => event.response === 'InProgress') : undefined;
  if (open) {
    open.response = response;
    open.challenges.push({ name: step, response: challenge });
    return;
  }
  events.unshift({ id: randomUUID(), at: cognito.now(), response, challenges: [{ name: step, response: challenge }], ipAddress });
  events.splice(KEPT);
}
