import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * What Cognito calls otherwise in GovCloud: https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html. Where only the deployment knows the
 * region, the names of everywhere else are taken: keys of a template cannot wait for it.
 */
const GOV_CLOUD: { readonly [region: string]: { readonly identity: string } } = {
  'us-gov-west-1': { identity: 'cognito-identity-us-gov.amazonaws.com' },
  'us-gov-east-1': { identity: 'cognito-identity.us-gov-east-1.amazonaws.com' },
};

function govCloudOf(scope: IConstruct) {
  const { region } = Stack.of(scope);
  return Token.isUnresolved(region) ? undefined : GOV_CLOUD[region];
}

/** Whom roles of an identity pool trust, and what the names of its policy variables begin with. */
export const cognitoIdentity = (scope: IConstruct): string => govCloudOf(scope)?.identity ?? 'cognito-identity.amazonaws.com';

/** The label between a domain's prefix and its region: GovCloud has FIPS endpoints only. */
export const authLabel = (scope: IConstruct): string => govCloudOf(scope) ? 'auth-fips' : 'auth';
