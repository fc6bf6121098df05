import { SecretValue } from 'aws-cdk-lib';
import type { AppClientOptions, IdentityProvidersOptions } from '../../src';

export const googleProvider: IdentityProvidersOptions = { google: { clientId: 'google-id', clientSecret: SecretValue.secretsManager('google') } };

/** Of a server behind a web page. */
export const clientWithSecret: AppClientOptions = { callbackUrls: ['https://app.example.com/callback'], generateSecret: true };
