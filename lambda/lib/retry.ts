import { StandardRetryStrategy } from '@smithy/core/retry';

/**
 * One more try when a connection broke or the service failed, none when it asks to slow down. Cognito's per-account limits count as throttling
 * to the SDK: to repeat those would cost the person a second and a half, and would let a caller tell a known account by the number of calls.
 */
export class NoThrottleRetries extends StandardRetryStrategy {
  constructor() {
    super(2);
  }

  public async refreshRetryTokenForRetry(...[token, info]: Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>) {
    if (info.errorType === 'THROTTLING') {
      throw new Error('No retry when throttled');
    }
    return super.refreshRetryTokenForRetry(token, info);
  }
}
