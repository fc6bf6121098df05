import { randomBytes } from 'node:crypto';
import type { UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import { makeTemporaryPassword } from '../../lambda/lib/temporary-password';
import type { AuthApi } from '../auth-api';
import { CommandError } from '../command-error';
import { aws } from '../target';

type Pool = Pick<AuthApi, 'cognito' | 'UserPoolId'>;

/** The throw-away account. */
export interface Account {
  readonly email: string;
  readonly name: string;
  readonly temporaryPassword: string;
  /** One that the pool's policy takes. */
  readonly makePassword: () => string;
  /** Erases it, whether it is there any more or not. */
  readonly remove: () => Promise<void>;
  /** For somebody who has to do it by hand. */
  readonly byHand: string;
}

/** No mail can reach it: RFC 2606 keeps the domain for that. */
export const someAddress = (): string => `check-${randomBytes(8).toString('hex')}@example.invalid`;

/** Makes it without a mail. `onMade` gets the account as soon as there may be one. */
export async function makeAccount(
  pool: Pool, { Policies, UsernameAttributes }: UserPoolType, email: string, onMade: (account: Account) => void,
): Promise<void> {
  const { cognito, UserPoolId } = pool;
  if (!UsernameAttributes?.includes('email')) {
    throw new CommandError('People of this user pool do not sign in by their email address, so there is no account to check it with.');
  }
  const makePassword = () => makeTemporaryPassword(Policies?.PasswordPolicy?.MinimumLength ?? 0);
  const account: Account = {
    email, name: 'Check Account', temporaryPassword: makePassword(), makePassword, remove: () => remove(pool, email), byHand: byHand(pool, email),
  };
  const { AdminCreateUserCommand } = await aws();
  await cognito.send(new AdminCreateUserCommand({
    UserPoolId,
    Username: email,
    UserAttributes: [{ Name: 'email', Value: email }, { Name: 'email_verified', Value: 'true' }, { Name: 'name', Value: account.name }],
    TemporaryPassword: account.temporaryPassword,
    MessageAction: 'SUPPRESS',
  })).catch((error: Error) => {
    switch (error.name) {
      case 'UsernameExistsException': throw new CommandError(`${email} has an account already, which is left alone: give another --email.`);
      case 'UserLambdaValidationException': throw new CommandError(`A trigger of the user pool refused the account: ${error.message}`);
      default:
        // Nobody knows whether it is there where no answer came.
        if (!('$fault' in error)) onMade(account);
        throw error;
    }
  });
  onMade(account);
}

async function remove({ cognito, UserPoolId }: Pool, Username: string): Promise<void> {
  const { AdminDeleteUserCommand } = await aws();
  await cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username })).catch((error: Error) => {
    if (error.name !== 'UserNotFoundException') throw error;
  });
}

const byHand = ({ UserPoolId }: Pool, email: string): string => `aws cognito-idp admin-delete-user --user-pool-id ${UserPoolId} --username ${email}`;
