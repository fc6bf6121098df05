import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CognitoAuthApiProps } from './props';
import { misplaced, ourPage, Rule } from './rule';

/** How people come over from where their accounts are today, one by one as they sign in. */
export interface MigrationOptions {
  /**
   * Is asked for people whom the pool does not know: when they sign in, with the password that they typed, and when they forgot it. For people whom it knows
   * it returns the event with `response.userAttributes`, `email_verified` among them, and Cognito makes their account; for all others it returns the event
   * as it came. It has 4 seconds. Before an account is made in any other way it is asked, too, by `preSignUpFunction`, in the words of a forgotten password
   * (`UserMigration_ForgotPassword`) with `request.clientMetadata.purpose` SIGN_UP: nobody else gets an account with the address of someone whom it knows,
   * nor anybody while it throws or cannot be reached.
   */
  readonly userMigration: IFunction;
}

export const migrationRules = {
  trigger: {
    path: 'triggers.userMigration',
    allowed: 'left out where migration is given',
    advice: 'A pool asks one function for people whom it does not know: give it as migration.userMigration alone, which also keeps their addresses for them.',
    link: ourPage('docs/guide/registration.md#people-who-have-accounts-elsewhere'),
  },
} satisfies Record<string, Rule>;

export function migrationProblems({ migration, triggers }: CognitoAuthApiProps): string[] {
  return migration && triggers?.userMigration ? [misplaced(migrationRules.trigger)] : [];
}
