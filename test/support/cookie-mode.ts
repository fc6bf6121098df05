import { Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { TokenDelivery, type CognitoAuthApiProps } from '../../src';

/** Where the app's pages are: on the API's site, but not at its origin. */
export const APP_ORIGIN = 'https://app.example.com';

const certificateOf = (arn: string) => Certificate.fromCertificateArn(new Stack(), 'Certificate', arn);

/** The least that cookie mode takes: the app's origin, and a name for the API on its site. */
export const cookieModeProps = {
  tokenDelivery: TokenDelivery.COOKIE,
  cors: { allowOrigins: [APP_ORIGIN] },
  customDomain: {
    domainName: 'auth.example.com',
    certificate: certificateOf('arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef'),
  },
} as const satisfies CognitoAuthApiProps;
