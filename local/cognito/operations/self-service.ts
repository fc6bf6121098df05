import { readable, toList } from '../attributes';
import { faults } from '../errors';
import { mfaSettings } from '../factors';
import { countCall } from '../limits';
import { operations } from '../operation';
import { checkPassword } from '../password-policy';
import { setPassword, verifyPassword } from '../passwords';
import { endTokenSessions } from '../token-sessions';
import { bearer } from '../tokens';
import { removeUser } from '../users';

interface BearerInput {
  readonly AccessToken: string;
}

interface ChangePasswordInput extends BearerInput {
  readonly PreviousPassword?: string;
  readonly ProposedPassword: string;
}

export const selfServiceOperations = operations({
  GetUser: {
    required: ['AccessToken'],
    async run(cognito, input: BearerInput) {
      const { client, user } = await bearer(cognito, input.AccessToken);
      return { Username: user.username, UserAttributes: toList(readable(client, user.attributes)), ...mfaSettings(user) };
    },
  },
  ChangePassword: {
    required: ['AccessToken', 'ProposedPassword'],
    optional: ['PreviousPassword'],
    async run(cognito, input: ChangePasswordInput) {
      const { pool, user } = await bearer(cognito, input.AccessToken);
      countCall(user, 'ChangePassword', cognito.now());
      if (user.status === 'RESET_REQUIRED') throw faults.passwordResetRequired();
      // [M] A wrong previous password does not count to the lockout: unverified.
      // [D] Who has none yet need not prove it.
      if (user.password !== undefined && !verifyPassword(input.PreviousPassword ?? '', user.password)) throw faults.incorrectUsernameOrPassword();
      checkPassword(pool, input.ProposedPassword);
      setPassword(pool, user, input.ProposedPassword);
      cognito.touch(user);
      // [D] Sessions go on: ending them is the caller's decision.
      return {};
    },
  },
  GlobalSignOut: {
    required: ['AccessToken'],
    async run(cognito, input: BearerInput) {
      const { pool, user } = await bearer(cognito, input.AccessToken);
      // [D] The caller's own session ends too.
      endTokenSessions(cognito, pool, user);
      return {};
    },
  },
  DeleteUser: {
    required: ['AccessToken'],
    async run(cognito, input: BearerInput) {
      const { pool, user } = await bearer(cognito, input.AccessToken);
      removeUser(cognito, pool, user);
      return {};
    },
  },
});
