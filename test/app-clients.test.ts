import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { defaultStack, only, synth } from './support/template';

const CLIENT = 'AWS::Cognito::UserPoolClient';

describe('the default app client', () => {
  const { template, auth, stack } = defaultStack();
  const client = only(template, CLIENT);

  test('is confidential', () => {
    expect(client.GenerateSecret).toBe(true);
  });

  test('takes signed password sign-ins only: neither plain passwords, SRP nor REFRESH_TOKEN_AUTH, which rotation excludes', () => {
    expect(client.ExplicitAuthFlows).toEqual(['ALLOW_ADMIN_USER_PASSWORD_AUTH']);
  });

  test('has no OAuth: no flows, no scopes, no callback address', () => {
    expect(client.AllowedOAuthFlowsUserPoolClient).toBe(false);
    for (const property of ['AllowedOAuthFlows', 'AllowedOAuthScopes', 'CallbackURLs', 'LogoutURLs', 'DefaultRedirectURI']) {
      expect(client).not.toHaveProperty(property);
    }
    expect(client.SupportedIdentityProviders).toEqual(['COGNITO']);
  });

  test('tells nobody whether an account exists', () => {
    expect(client.PreventUserExistenceErrors).toBe('ENABLED');
  });

  test('lets our unsigned calls name the caller\'s address', () => {
    expect(client.EnablePropagateAdditionalUserContextData).toBe(true);
  });

  test('gives 15 minutes for a challenge, 1 hour for access and ID token, 24 hours for the refresh token', () => {
    expect(client).toMatchObject({
      AuthSessionValidity: 15,
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 1440,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
    });
  });

  test('rotates refresh tokens with 10 seconds of grace, and can revoke them', () => {
    expect(client.RefreshTokenRotation).toEqual({ Feature: 'ENABLED', RetryGracePeriodSeconds: 10 });
    expect(client.EnableTokenRevocation).toBe(true);
  });

  test('shows explicit attributes', () => {
    expect(client.ReadAttributes).toEqual([
      'email', 'email_verified', 'family_name', 'given_name', 'locale', 'name', 'phone_number', 'phone_number_verified',
    ]);
  });

  test('lets the bearer of an access token change nothing that proves who someone is or receives codes', () => {
    expect(client.WriteAttributes).toEqual(['family_name', 'given_name', 'locale', 'name']);
  });

  test('has its secret in Secrets Manager, without a custom resource', () => {
    expect(only(template, 'AWS::SecretsManager::Secret').SecretString).toEqual({
      'Fn::GetAtt': [stack.resolve(auth.clientId).Ref, 'ClientSecret'],
    });
    template.hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'Retain' });
  });
});

describe('the props of the client', () => {
  test('tokens reach the client, and unset members keep their defaults', () => {
    const { template } = synth({ tokens: { access: Duration.minutes(5), refresh: Duration.days(3650), rotationGracePeriod: Duration.seconds(0) } });
    expect(only(template, CLIENT)).toMatchObject({
      AccessTokenValidity: 5,
      IdTokenValidity: 60,
      RefreshTokenValidity: 5_256_000,
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
    });
  });

  test('removalPolicy reaches the secret', () => {
    synth({ removalPolicy: RemovalPolicy.DESTROY }).template.hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'Delete' });
  });
});
