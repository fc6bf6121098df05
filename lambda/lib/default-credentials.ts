import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for `@aws-sdk/credential-provider-node` in the bundles (see scripts/bundle.ts): Lambda gives a function its role's credentials in the
 * environment. The other providers, SSO and STS clients among them, would only be parsed at each cold start.
 */
export const defaultProvider = () => fromEnv();
