exports.handler = async ({ routeKey, requestContext: { authorizer } }) => ({
  route: routeKey,
  client: authorizer.jwt.claims.client_id,
});
