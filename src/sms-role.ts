import { Names } from 'aws-cdk-lib';
import { AccountRecovery, UserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { changesAddresses } from './enabled-operations';
import { Settings } from './settings';

const BY_PHONE = [
  AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA, AccountRecovery.PHONE_AND_EMAIL, AccountRecovery.PHONE_ONLY_WITHOUT_MFA,
  AccountRecovery.PHONE_WITHOUT_MFA_AND_EMAIL,
];

export function sendsSms(settings: Settings): boolean {
  const { signIn, mfa, accountRecovery } = settings;
  return signIn.phone || signIn.smsOtp || mfa.sms || BY_PHONE.includes(accountRecovery) || changesAddresses(settings);
}

/**
 * Lets Cognito send text messages, as AWS documents such a role: it may publish anywhere, since a phone number has no ARN, and only who names the
 * external ID gets it, so that no pool of somebody else's can be told to use it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-sms-settings.html
 */
export function makeSmsRole(scope: Construct, settings: Settings): Role | undefined {
  if (!sendsSms(settings)) return undefined;
  return new Role(scope, 'SmsRole', {
    description: 'Sends the text messages of the user pool',
    assumedBy: new ServicePrincipal('cognito-idp.amazonaws.com', { conditions: { StringEquals: { 'sts:ExternalId': externalId(scope) } } }),
    // Inline: Cognito tries the role when the pool is made.
    inlinePolicies: {
      Policy: new PolicyDocument({ statements: [new PolicyStatement({ actions: ['sns:Publish'], resources: ['*'] })] }),
    },
  });
}

/** Its own for each API, and the same at each synth. */
const externalId = (scope: Construct) => Names.uniqueId(scope);

export function smsProps(scope: Construct, smsRole: Role | undefined): UserPoolProps {
  return smsRole ? { smsRole, smsRoleExternalId: externalId(scope) } : { enableSmsRole: false };
}
