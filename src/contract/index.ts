/**
 * The v1 API as data. Imports nothing from outside this folder: it is compiled by jsii, and bundled into Lambda functions and browsers.
 */
export * from './authorizers';
export * from './cookie';
export * from './environment';
export * from './errors';
export * from './groups';
export * from './limits';
export * from './messages';
export * from './objects';
export * from './operation';
export * from './operations';
export * from './origin';
export * from './schema';
export * from './shape';
export * from './triggers';
