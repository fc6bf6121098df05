import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { currentUser } from 'cognito-auth-api/runtime';

/** The token has been checked by API Gateway. Someone whom a provider vouched for has an account here, too, and so an id. */
export const handler = async (event: APIGatewayProxyEventV2WithJWTAuthorizer) => {
  const { userId, clientId } = currentUser(event);
  return { orders: [], of: userId, through: clientId };
};
