import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IFunction } from 'aws-cdk-lib/aws-lambda';

/** What one of our triggers may do that calls the user's own of the same event: Cognito takes one function for each. */
export function invokeStatements(theirs: IFunction | undefined): PolicyStatement[] {
  return theirs ? [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [theirs.functionArn] })] : [];
}
