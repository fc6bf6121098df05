/** Answers which route it was called by. */
exports.handler = async ({ routeKey }) => ({ route: routeKey });
