export { CognitoAuthApi } from './cognito-auth-api';
export { QrCode } from './props';
export type { CognitoAuthApiProps, CorsOptions, MessageOptions, ThrottleOptions, TokenOptions } from './props';
