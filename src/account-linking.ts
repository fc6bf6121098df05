import { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { grantToTrigger } from './trigger-grants';
import { UserPoolAction } from './user-pool-action';

/** Whose people may come into accounts that are there already. */
export interface AccountLinking {
  /**
   * Names the identity providers that are trusted to say whose an email address is, as the pool has them: `Google`, `SignInWithApple`,
   * `LoginWithAmazon`, or the name of an OIDC or SAML provider. Whoever can sign in at one of them with an address that it calls verified gets into
   * the account with that address, without its password and its second factor. At least one, each once. Facebook verifies no address.
   */
  readonly providers: string[];
}

/** What linking takes, once the pool is there. */
export function allowLinking(scope: Construct, pool: IUserPool, fn: NodejsFunction): void {
  grantToTrigger(scope, pool, fn, [UserPoolAction.LIST_USERS, UserPoolAction.ADMIN_LINK_PROVIDER_FOR_USER]);
}
