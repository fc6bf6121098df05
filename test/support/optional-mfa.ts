import { Mfa } from 'aws-cdk-lib/aws-cognito';
import { OperationFeature, type CognitoAuthApiProps } from '../../src';

/** People may have second factors, of more than one kind. */
export const optionalMfa = {
  mfa: { mode: Mfa.OPTIONAL, sms: true, passkey: true },
  signIn: { passkey: { relyingPartyId: 'example.com' } },
  operations: { features: [OperationFeature.SECOND_FACTORS] },
} satisfies CognitoAuthApiProps;
