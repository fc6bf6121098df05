import { issueCode } from '../codes';
import { faults } from '../errors';
import { mediumOf, recoveryAttribute, sendMessage } from '../messages';
import { operations } from '../operation';
import { checkPassword } from '../password-policy';
import { setPassword } from '../passwords';
import { ClientMetadata } from '../triggers';
import { existingUser } from '../users';

interface SetInput {
  readonly UserPoolId: string;
  readonly Username: string;
  readonly Password: string;
  readonly Permanent?: boolean;
}

interface ResetInput {
  readonly UserPoolId: string;
  readonly Username: string;
  readonly ClientMetadata?: ClientMetadata;
}

export const adminPasswordOperations = operations({
  AdminSetUserPassword: {
    signed: true,
    required: ['UserPoolId', 'Username', 'Password'],
    optional: ['Permanent'],
    run(cognito, input: SetInput) {
      const pool = cognito.pool(input.UserPoolId);
      const user = existingUser(pool, input.Username);
      checkPassword(pool, input.Password);
      setPassword(pool, user, input.Password);
      if (input.Permanent) {
        user.status = 'CONFIRMED';
        delete user.temporaryPasswordSetAt;
      } else {
        user.status = 'FORCE_CHANGE_PASSWORD';
        user.temporaryPasswordSetAt = cognito.now();
      }
      cognito.touch(user);
      return {};
    },
  },
  AdminResetUserPassword: {
    signed: true,
    required: ['UserPoolId', 'Username'],
    optional: ['ClientMetadata'],
    async run(cognito, input: ResetInput) {
      const pool = cognito.pool(input.UserPoolId);
      const user = existingUser(pool, input.Username);
      if (['FORCE_CHANGE_PASSWORD', 'UNCONFIRMED', 'EXTERNAL_PROVIDER'].includes(user.status)) throw faults.passwordCannotBeReset();
      const attribute = recoveryAttribute(pool, user);
      user.status = 'RESET_REQUIRED';
      cognito.touch(user);
      const code = issueCode(user, 'FORGOT_PASSWORD', attribute, cognito.now());
      await sendMessage(cognito, pool, user, {
        source: 'ForgotPassword', medium: mediumOf(attribute), code, clientMetadata: input.ClientMetadata,
      });
      return {};
    },
  },
});
