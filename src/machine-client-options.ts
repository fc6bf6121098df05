import { Duration } from 'aws-cdk-lib';
import { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';

/** A program that signs in as itself (the client credentials grant), without any person. Cognito bills each of them, and each token. */
export interface MachineClientOptions {
  /** What it may do: scopes of `resourceServers`, in full (`orders/read`). 1 to 50. They open the routes of `addRoute` that ask for them, and no others. */
  readonly scopes: string[];

  /**
   * How long its access tokens are valid; there are no others. 5 minutes to 1 day, in whole minutes.
   *
   * @default - that of `tokens.access`
   */
  readonly accessTokenValidity?: Duration;
}

/** What was made for a program. */
export interface MachineClient {
  /** The client. */
  readonly userPoolClient: UserPoolClient;
  /** What the program is configured with: the client_id of its access tokens. */
  readonly clientId: string;
  /** Holds the client's secret: give the program `secretsmanager:GetSecretValue` on it. */
  readonly secret: Secret;
}
