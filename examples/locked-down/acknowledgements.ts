import { Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CognitoAuthApi } from 'cognito-auth-api';

/** Operations that have to be called with a token; whoever calls the others is about to get one. */
const WITH_TOKEN = ['userinfo', 'reset-password', 'delete-user'];

/** The findings of cdk-nag that are in the nature of an auth API, each with its reason. */
export function acknowledgeWhatIsInherent(stack: Stack, auth: CognitoAuthApi): void {
  const acknowledge = (construct: IConstruct, id: string, reason: string) => Validations.of(construct).acknowledge({ id, reason });
  acknowledge(auth.clientSecret!, 'AwsSolutions::AwsSolutions-SMG4', 'Cognito makes the value, so nothing can rotate it in place');
  const bucket = stack.resolve(auth.bucket!.bucketArn)['Fn::GetAtt'][0];
  for (const [operation, fn] of Object.entries({ ...auth.functions, 'custom-message': auth.customMessageFunction! })) {
    acknowledge(fn.role!, 'AwsSolutions-IAM5[Resource::*]', 'Traces have no ARN: X-Ray knows no resource to name');
    acknowledge(fn.role!, `AwsSolutions-IAM5[Resource::<${bucket}.Arn>/people/*]`, 'One prefix per person, below the one that is named');
    if (auth.routes[operation] && !WITH_TOKEN.includes(operation)) {
      acknowledge(auth.routes[operation], 'AwsSolutions::AwsSolutions-APIG4', 'Whoever signs in has no token yet');
    }
  }
}
