import { createHmac } from 'node:crypto';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { clientSecret } from './client-secret';
import { environment } from './environment';
import type { Request } from './request';
import { NoThrottleRetries } from './retry';
import { timeLimits } from './time-limits';

export const cognito = new CognitoIdentityProviderClient({
  retryStrategy: new NoThrottleRetries(),
  requestHandler: timeLimits,
});

/**
 * For what must not be sent twice, since the first time spends a code or a session, or mails something: a second try would say "wrong code" of what
 * has worked. Each call gets a connection of its own, for one that Cognito has closed meanwhile would fail without a second try.
 */
export const cognitoOnce = new CognitoIdentityProviderClient({
  maxAttempts: 1,
  requestHandler: { ...timeLimits, httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } },
});

export const UserPoolId = environment.USER_POOL_ID;
export const ClientId = environment.CLIENT_ID;

/** Proves to Cognito, for the user named as sent, that it is our confidential client that asks. */
export const secretHash = async (username: string) =>
  createHmac('sha256', await clientSecret()).update(username + ClientId).digest('base64');

/** The caller's address, for signed operations: without it threat protection would see only our function's. */
export const contextData = ({ source }: Pick<Request<any>, 'source'>) => ({
  IpAddress: source.ip,
  ServerName: source.host,
  ServerPath: source.path,
  HttpHeaders: [{ headerName: 'User-Agent', headerValue: source.userAgent }],
});

/** The same for unsigned operations. */
export const userContextData = ({ source }: Pick<Request<any>, 'source'>) => ({ IpAddress: source.ip });
