import { Aws } from 'aws-cdk-lib';
import { UserPool, UserPoolOperation } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { Settings } from './settings';

/**
 * The key that codes travel under to the user's own senders; undefined where there is none of these. A key that was given keeps its policy.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html
 */
export function customSenderKey(scope: Construct, { messages, removalPolicy }: Settings): IKey | undefined {
  const { customEmailSender, customSmsSender, customSenderKmsKey } = messages;
  if (!customEmailSender && !customSmsSender) return undefined;
  return customSenderKmsKey ?? makeKey(scope, removalPolicy);
}

function makeKey(scope: Construct, removalPolicy: Settings['removalPolicy']): Key {
  const key = new Key(scope, 'CustomSenderKey', {
    description: 'Encrypts codes and temporary passwords on their way from Cognito to the custom senders',
    enableKeyRotation: true,
    removalPolicy,
  });
  // Cognito makes itself a grant in the name of whoever deploys the pool [D]. That it also encrypts in its own name is not verified on AWS [M].
  key.addToResourcePolicy(new PolicyStatement({
    principals: [new ServicePrincipal('cognito-idp.amazonaws.com')],
    actions: ['kms:Encrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  }));
  return key;
}

/** Lets the pool call the senders, and them decrypt what they get. Rights on the pool besides would make the two need each other. */
export function attachCustomSenders(pool: UserPool, key: IKey | undefined, { messages: { customEmailSender, customSmsSender } }: Settings): void {
  if (!key) return;
  if (customEmailSender) pool.addTrigger(UserPoolOperation.CUSTOM_EMAIL_SENDER, customEmailSender);
  if (customSmsSender) pool.addTrigger(UserPoolOperation.CUSTOM_SMS_SENDER, customSmsSender);
  for (const sender of new Set([customEmailSender, customSmsSender])) {
    sender?.addToRolePolicy(new PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] }));
  }
}
