/** Answers which route it was called by, and who signs the tokens that open it. */
exports.handler = async ({ routeKey }) => ({ route: routeKey, issuer: process.env.ISSUER });
