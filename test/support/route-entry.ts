/** What `entry` bundles in tests of addRoute. */
export const handler = async () => ({ statusCode: 200, body: process.env.TABLE ?? 'no table' });
