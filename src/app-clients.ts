import { SecretValue } from 'aws-cdk-lib';
import { CfnUserPoolClient, ClientAttributes, FeaturePlan, IUserPool, UserPoolClient, UserPoolClientIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import * as defaults from './defaults';
import { firstFactorsOf } from './enabled-operations';
import { Settings } from './settings';

/** The confidential client that our endpoints sign people in with. Nobody else can use it, so nobody gets past their limits. */
export function makeApiClient(scope: Construct, pool: IUserPool, settings: Settings): UserPoolClient {
  return new UserPoolClient(scope, 'ApiClient', {
    userPool: pool,
    generateSecret: true,
    // With a grace period given, the L2 turns rotation on and leaves out ALLOW_REFRESH_TOKEN_AUTH, which rotation excludes. Lite has none.
    // USER_AUTH is for first factors besides the password.
    authFlows: { adminUserPassword: true, ...firstFactorsOf(settings).length > 1 && { user: true } },
    refreshTokenRotationGracePeriod: settings.featurePlan === FeaturePlan.LITE ? undefined : settings.tokens.rotationGracePeriod,
    disableOAuth: true,
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    preventUserExistenceErrors: true,
    // Lets our unsigned calls name the caller's address, which threat protection judges by.
    enablePropagateAdditionalUserContextData: true,
    authSessionValidity: defaults.AUTH_SESSION_VALIDITY,
    accessTokenValidity: settings.tokens.access,
    idTokenValidity: settings.tokens.id,
    refreshTokenValidity: settings.tokens.refresh,
    enableTokenRevocation: true,
    readAttributes: new ClientAttributes()
      .withStandardAttributes(defaults.READ_ATTRIBUTES)
      .withCustomAttributes(...Object.keys(settings.customAttributes)),
    writeAttributes: new ClientAttributes().withStandardAttributes(defaults.WRITE_ATTRIBUTES),
  });
}

/** Keeps the client's secret where the functions read it at run time. The L2's own getter would bring a custom resource. */
export function makeClientSecret(scope: Construct, client: UserPoolClient, settings: Settings): Secret {
  return makeSecretOf(scope, 'ClientSecret', 'The secret of the Cognito app client that the auth API signs in with', client, settings);
}

export function makeSecretOf(scope: Construct, id: string, description: string, client: UserPoolClient, settings: Settings): Secret {
  const { attrClientSecret } = client.node.defaultChild as CfnUserPoolClient;
  return new Secret(scope, id, {
    description,
    encryptionKey: settings.encryptionKey,
    secretStringValue: SecretValue.resourceAttribute(attrClientSecret),
    removalPolicy: settings.removalPolicy,
  });
}
