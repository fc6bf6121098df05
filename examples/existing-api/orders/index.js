/** What was there before: answers whose token it got. */
exports.handler = async (event) => ({ orders: [], person: event.requestContext.authorizer.jwt.claims.sub });
