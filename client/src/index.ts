export { ApiError, type ApiErrorCode, type ApiErrorDetails } from './api-error';
export { createClient, type CallOptions, type Client, type ClientOptions, type TokenOptions } from './client';
export type { Clock } from './clock';
export type { ErrorCode, Routes } from './contract';
export type { AnswerOf, Arguments, InputOf, KeyOf, OwnRoute, OwnRoutes, RouteOf } from './route-types';
export { createSession, type EndOptions, type Session, type SessionEvent, type SessionOptions, type Tokens } from './session';
