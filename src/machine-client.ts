import { ClientAttributes, OAuthScope, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { ClientContext, leansOn } from './app-client';
import { makeSecretOf } from './app-clients';
import { MachineClient, MachineClientOptions } from './machine-client-options';

/** One that says next to nothing. */
const LEAST = new ClientAttributes().withStandardAttributes({ locale: true });

/** Client credentials alone: no person can sign in through it, and no provider is asked. */
export function makeMachineClient(scope: Construct, { scopes, accessTokenValidity }: MachineClientOptions, context: ClientContext): MachineClient {
  const { userPool, settings } = context;
  const userPoolClient = new UserPoolClient(scope, 'Client', {
    userPool,
    generateSecret: true,
    // Renders ALLOW_REFRESH_TOKEN_AUTH alone, which is harmless where no refresh token is issued. Without any flow it would get Cognito's default ones.
    authFlows: { userSrp: false },
    oAuth: { flows: { clientCredentials: true }, scopes: scopes.map((name) => OAuthScope.custom(name)) },
    supportedIdentityProviders: [],
    preventUserExistenceErrors: true,
    accessTokenValidity: accessTokenValidity ?? settings.tokens.access,
    enableTokenRevocation: true,
    // Nobody's attributes are at stake, but unset lists would let it read and write all.
    readAttributes: LEAST,
    writeAttributes: LEAST,
  });
  userPoolClient.node.addDependency(...leansOn([], scopes, context));
  return {
    userPoolClient,
    clientId: userPoolClient.userPoolClientId,
    secret: makeSecretOf(scope, 'Secret', 'The secret of a Cognito client of a machine', userPoolClient, settings),
  };
}
