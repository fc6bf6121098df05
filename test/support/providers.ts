import { SecretValue } from 'aws-cdk-lib';
import type { FacebookProviderOptions, GoogleProviderOptions, IdentityProvidersOptions, OidcProviderOptions } from '../../src';

const clientSecret = SecretValue.secretsManager('provider');

/** What a provider needs at the least. */
export const google: GoogleProviderOptions = { clientId: 'google', clientSecret };
export const facebook: FacebookProviderOptions = { clientId: 'facebook', clientSecret };
export const oidc: OidcProviderOptions = { clientId: 'corp', clientSecret, issuerUrl: 'https://id.example.com' };

export const withGoogle: IdentityProvidersOptions = { google };
