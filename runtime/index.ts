/**
 * `cognito-auth-api/runtime`: for the handlers of those who use the construct. Imports nothing from outside this folder, and each file that is
 * exported here describes its own types: scripts/bundle-public.ts joins them to runtime.d.ts.
 */
export * from './current-user';
export * from './viewer-address';
