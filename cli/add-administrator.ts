import type { UserPoolType, UserType } from '@aws-sdk/client-cognito-identity-provider';
import { CommandError } from './command-error';
import { aws, Target } from './target';
import { userPoolOf } from './user-pool';
import { makeTemporaryPassword } from '../lambda/lib/temporary-password';

export interface Administrator {
  readonly email: string;
  readonly group: string;
  /** The full name, for an account that is made. */
  readonly name?: string;
}

type Account = Pick<UserType, 'Username' | 'UserStatus' | 'Enabled'>;

/** Each step can be repeated: the group is looked for before anyone is invited, and who is in it already stays so. */
export async function addAdministrator(target: Target, { group, name, email: given }: Administrator, say: (line: string) => void): Promise<void> {
  const email = given.toLowerCase();
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new CommandError(`That is no email address: ${JSON.stringify(given)}`);
  }
  const pool = await userPoolOf(target);
  say(`User pool ${target.UserPoolId} (${pool.Name})`);
  await assertGroup(target, group);
  const known = await accountOf(target, email);
  say(known ? `${email} has an account already` : `${email} has no account yet: inviting`);
  const account = known ?? await invited(target, pool, email, name);
  const { AdminAddUserToGroupCommand } = await aws();
  await target.cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: target.UserPoolId, Username: account.Username, GroupName: group }));
  say(`${email} is in the group ${group}`);
  say(`\nNext:\n${nextSteps(target, pool, account).map((step) => `  - ${step}`).join('\n')}`);
}

const HOW_TO_MAKE_IT = 'Groups are made by the prop groups of CognitoAuthApi; admins also by operations: { features: [OperationFeature.ADMIN] } and by '
  + 'registration: Registration.ADMINISTRATORS. Deploy one of them, or name another group with --group.';

const isMissing = (error: Error) => error.name === 'ResourceNotFoundException';

async function assertGroup({ cognito, UserPoolId }: Target, GroupName: string): Promise<void> {
  const { GetGroupCommand } = await aws();
  await cognito.send(new GetGroupCommand({ UserPoolId, GroupName })).catch((error: Error) => {
    throw isMissing(error) ? new CommandError(`The user pool ${UserPoolId} has no group ${JSON.stringify(GroupName)}. ${HOW_TO_MAKE_IT}`) : error;
  });
}

/** By the address: it is the name that people of such a pool sign in with. */
async function accountOf({ cognito, UserPoolId }: Target, email: string): Promise<Account | undefined> {
  const { AdminGetUserCommand } = await aws();
  try {
    return await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
  } catch (error) {
    if ((error as Error).name === 'UserNotFoundException') return undefined;
    throw error;
  }
}

async function invited({ cognito, UserPoolId }: Target, pool: UserPoolType, email: string, name: string | undefined): Promise<Account> {
  if (!pool.UsernameAttributes?.includes('email')) {
    throw new CommandError('People of this user pool do not sign in by their email address, so there is none to invite by it: make the account, and run this again.');
  }
  const { AdminCreateUserCommand } = await aws();
  const { User } = await cognito.send(new AdminCreateUserCommand({
    UserPoolId,
    Username: email,
    UserAttributes: [{ Name: 'email', Value: email }, ...name ? [{ Name: 'name', Value: name }] : []],
    // Cognito's default is a text message.
    DesiredDeliveryMediums: ['EMAIL'],
    ...temporaryPassword(pool),
  })).catch((error: Error) => {
    switch (error.name) {
      case 'UserLambdaValidationException': throw new CommandError(`A trigger of the user pool refused the account: ${error.message}`);
      case 'CodeDeliveryFailureException': throw new CommandError(`Cognito could not send the mail (${error.message}). Look at the pool's sender, and run this `
        + 'again: there may be an account now, to which POST /v1/resend-confirmation-code mails.');
      default: throw error;
    }
  });
  return User!;
}

/** As the API's own operations do it: where people can sign in by one-time codes, Cognito makes up none, and nobody could accept the invitation. */
function temporaryPassword({ Policies }: UserPoolType): { TemporaryPassword?: string } {
  const hasOneTimeCodes = Policies?.SignInPolicy?.AllowedFirstAuthFactors?.some((factor) => factor === 'EMAIL_OTP' || factor === 'SMS_OTP');
  return hasOneTimeCodes ? { TemporaryPassword: makeTemporaryPassword(Policies?.PasswordPolicy?.MinimumLength ?? 0) } : {};
}

function nextSteps({ mailbox }: Target, { Policies, MfaConfiguration }: UserPoolType, { Username, UserStatus, Enabled }: Account): string[] {
  if (Enabled === false) return ['The account is disabled: enable it (aws cognito-idp admin-enable-user), or nobody can sign in with it'];
  switch (UserStatus) {
    case 'FORCE_CHANGE_PASSWORD': {
      const days = Policies?.PasswordPolicy?.TemporaryPasswordValidityDays;
      return [
        `A temporary password is in the mail${mailbox ? `: ${mailbox}` : ''}`,
        ...days === undefined ? [] : [`It is good for ${days} day${days === 1 ? '' : 's'}; POST /v1/resend-confirmation-code mails another one`],
        'Sign in with it in your app, which asks for a password of one\'s own',
        `Without an app: POST /v1/users/${Username}/confirm with email, temporary_password and new_password`,
        ...MfaConfiguration === 'ON' ? [`Scan the QR code and send the first code: POST /v1/users/${Username}/confirm-mfa with email and otp`] : [],
        'Sign in: POST /v1/login',
      ];
    }
    case 'UNCONFIRMED': return ['The sign-up is not confirmed yet: send the mailed code back (POST /v1/sign-up/confirm), then sign in'];
    case 'RESET_REQUIRED': return ['The password has to be reset first: POST /v1/forgot-password. Then sign in'];
    default: return ['The group counts from the next sign-in (POST /v1/login) or refresh of the tokens'];
  }
}
