import { Cognito } from '../cognito';
import { mfaSettings } from '../factors';
import { firstChoices } from '../first-factors';
import { operations } from '../operation';
import { Pool, User } from '../state';
import { bearer } from '../tokens';
import { existingUser } from '../users';

/** [D] What USER_AUTH would offer, by factor. [M] Whether a person's authenticator app is in the list, as SOFTWARE_TOKEN, is unverified. */
const factors = (cognito: Cognito, pool: Pool, user: User) => ({
  Username: user.username,
  ...mfaSettings(user),
  ConfiguredUserAuthFactors: firstChoices(cognito, pool, user).filter((challenge) => challenge !== 'PASSWORD_SRP'),
});

export const userAuthFactorOperations = operations({
  GetUserAuthFactors: {
    required: ['AccessToken'],
    async run(cognito, input: { AccessToken: string }) {
      const { pool, user } = await bearer(cognito, input.AccessToken);
      return factors(cognito, pool, user);
    },
  },
  AdminGetUserAuthFactors: {
    signed: true,
    required: ['UserPoolId', 'Username'],
    run(cognito, input: { UserPoolId: string; Username: string }) {
      const pool = cognito.pool(input.UserPoolId);
      return factors(cognito, pool, existingUser(pool, input.Username));
    },
  },
});
