import { keepsAuthEvents } from '../auth-events';
import { Cognito, seconds } from '../cognito';
import { Fault } from '../errors';
import { operations } from '../operation';
import { page } from '../page';
import { existingUser } from '../users';

interface ListInput {
  readonly UserPoolId: string;
  readonly Username: string;
}

/** What a pool keeps of a person's devices and sign-ins, where it is set to. */
export const heldOperations = operations({
  AdminListDevices: {
    signed: true,
    required: ['UserPoolId', 'Username'],
    optional: ['Limit', 'PaginationToken'],
    run(cognito, input: ListInput) {
      const pool = cognito.pool(input.UserPoolId);
      existingUser(pool, input.Username);
      // [O] that it is refused; [M] the name and the text.
      if (!pool.config.DeviceConfiguration) throw new Fault('InvalidUserPoolConfigurationException', 'Device tracking is not configured for this user pool.');
      // Devices are not tracked here.
      return { Devices: [] };
    },
  },
  AdminListUserAuthEvents: {
    signed: true,
    required: ['UserPoolId', 'Username'],
    optional: ['MaxResults', 'NextToken'],
    run(cognito: Cognito, input: ListInput & { MaxResults?: number; NextToken?: string }) {
      const pool = cognito.pool(input.UserPoolId);
      const user = existingUser(pool, input.Username);
      // [O] the name; [M] the text.
      if (!keepsAuthEvents(pool)) throw new Fault('UserPoolAddOnNotEnabledException', 'User pool add-ons are not enabled.');
      const { items, next } = page(user.authEvents ?? [], ({ id }) => id, input.MaxResults, input.NextToken);
      const AuthEvents = items.map(({ id, at, response, challenges, ipAddress }) => ({
        EventId: id,
        EventType: 'SignIn',
        CreationDate: seconds(at),
        EventResponse: response,
        EventRisk: { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false },
        ChallengeResponses: challenges.map(({ name, response: result }) => ({ ChallengeName: name, ChallengeResponse: result })),
        EventContextData: { ...(ipAddress === undefined ? {} : { IpAddress: ipAddress }) },
      }));
      return { AuthEvents, ...(next === undefined ? {} : { NextToken: next }) };
    },
  },
});
