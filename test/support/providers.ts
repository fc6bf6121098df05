import { SecretValue } from 'aws-cdk-lib';
import type { CognitoAuthApiProps, FacebookProviderOptions, GoogleProviderOptions, OidcProviderOptions } from '../../src';

const clientSecret = SecretValue.secretsManager('provider');

/** What a provider needs at the least. */
export const google: GoogleProviderOptions = { clientId: 'google', clientSecret };
export const facebook: FacebookProviderOptions = { clientId: 'facebook', clientSecret };
export const oidc: OidcProviderOptions = { clientId: 'corp', clientSecret, issuerUrl: 'https://id.example.com' };

/** Providers send people back to the domain, so there is none without one. */
export const domain = { prefix: 'harbour-login' };
export const withGoogle = { domain, identityProviders: { google } } satisfies CognitoAuthApiProps;
