/** Answers by which route, and by whom, it was called. */
exports.handler = async ({ routeKey, requestContext }) => ({ route: routeKey, by: requestContext.authorizer.jwt.claims.sub });
