import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { currentUser } from 'cognito-auth-api/runtime';

/** The token has been checked by API Gateway: here it only remains to read whose it is. */
export const handler = async (event: APIGatewayProxyEventV2WithJWTAuthorizer) => {
  const { userId, email, groups, claims } = currentUser(event);
  return { orders: [], of: { userId, email, groups, shop: claims.shop } };
};
