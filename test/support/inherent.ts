import { Stack, Validations } from 'aws-cdk-lib';
import { CognitoAuthApi } from '../../src';
import { Operation, operations, PEOPLE_PREFIX } from '../../src/contract';

/** What cdk-nag finds in every auth API, and why it stays. */
export function acknowledgeWhatIsInherent(stack: Stack, auth: CognitoAuthApi): void {
  Validations.of(auth.userPool).acknowledge({ id: 'AwsSolutions::AwsSolutions-COG8', reason: 'The Plus plan multiplies the bill: it is a choice, not a default' });
  if (auth.clientSecret) Validations.of(auth.clientSecret).acknowledge({ id: 'AwsSolutions::AwsSolutions-SMG4', reason: 'Cognito makes the value, so nothing can rotate it in place' });
  const bucket = auth.bucket && stack.resolve(auth.bucket.bucketArn)['Fn::GetAtt'][0];
  for (const row of Object.values<Operation>(operations).filter(({ operation }) => auth.routes[operation])) {
    if (row.access === 'ANYONE') {
      Validations.of(auth.routes[row.operation]).acknowledge({ id: 'AwsSolutions::AwsSolutions-APIG4', reason: 'Whoever signs in has no token yet' });
    }
    if (row.actions.some((action) => action.startsWith('s3:'))) {
      for (const prefix of row.keyPrefixes ?? [PEOPLE_PREFIX]) {
        Validations.of(auth.functions[row.operation].role!).acknowledge({
          id: `AwsSolutions-IAM5[Resource::<${bucket}.Arn>/${prefix}*]`, reason: 'One key or prefix per person, below the prefix that is named',
        });
      }
    }
  }
}
