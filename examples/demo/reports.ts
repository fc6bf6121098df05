import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { currentUser } from 'cognito-auth-api/runtime';

/** Only members of `admins` get here. */
export const handler = async (event: APIGatewayProxyEventV2WithJWTAuthorizer) => {
  const { userId, groups } = currentUser(event);
  return {
    title: 'Moorings let this month',
    rows: [{ quay: 'North', let: 41, of: 48 }, { quay: 'East', let: 17, of: 20 }, { quay: 'Old Port', let: 9, of: 32 }],
    for: { userId, groups },
  };
};
