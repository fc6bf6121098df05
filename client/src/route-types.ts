import type { Routes } from './contract';

/** A route of your own: what it takes besides the parameters of its path, and what it answers. */
export interface OwnRoute {
  readonly query?: object;
  readonly body?: unknown;
  readonly answer: unknown;
}

/** The routes of your own, by their route keys. */
export type OwnRoutes<Own> = { readonly [Key in keyof Own]: OwnRoute };

/** What a route takes and answers. One of your own takes the place of the contract's with the same key. */
export type RouteOf<Own, Key> = Key extends keyof Own ? Own[Key] : Key extends keyof Routes ? Routes[Key] : never;
export type KeyOf<Own> = (keyof Routes | keyof Own) & string;
export type AnswerOf<Own, Key> = RouteOf<Own, Key> extends { readonly answer: infer Answer } ? Answer : never;

type ParameterOf<Key> = Key extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${infer Greedy}+` ? Greedy : Name) | ParameterOf<Rest>
  : never;
type PathOf<Key> = [ParameterOf<Key>] extends [never] ? { path?: undefined } : { path: { [Name in ParameterOf<Key>]: string } };
type QueryOf<Route> = Route extends { readonly query: infer Query }
  ? (object extends Query ? { query?: Query } : { query: Query })
  : { query?: undefined };
type BodyOf<Route> = Route extends { readonly body: infer Body } ? { body: Body } : { body?: undefined };

/** What a call of the route takes: path parameters and body where it has some. */
export type InputOf<Own, Key> = PathOf<Key> & QueryOf<RouteOf<Own, Key>> & BodyOf<RouteOf<Own, Key>>;

/** The second argument of a call, which can be left out where nothing in it is required. */
export type Arguments<Input, More> = object extends Input ? [request?: Input & More] : [request: Input & More];
