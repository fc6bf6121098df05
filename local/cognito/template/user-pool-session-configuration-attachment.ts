import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';
import { setSessionTracking } from '../user-sessions';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolsessionconfigurationattachment.html */
export function makeSessionConfiguration(cognito: Cognito, { properties }: Resource): Made {
  const { UserPoolId: poolId, UserSessionTracking: tracking, TokenSession: { MaxPerUser: most } = {} } = properties as Record<string, any>;
  setSessionTracking(cognito.pool(poolId), tracking, typeof most === 'string' ? Number(most) : most);
  return { ref: poolId, attributes: {} };
}
