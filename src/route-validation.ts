import { existsSync } from 'fs';
import { Token } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { IConstruct } from 'constructs';
import { GROUPS_RESOURCE_SERVER } from './contract';
import { existingUserPoolRules } from './existing-user-pool-validation';
import { limitProblems, problem } from './problem';
import { AddRouteOptions, RouteAccess } from './route-options';
import { broken } from './rule';
import { Settings } from './settings';

/** The message lists every problem, not only the first. */
export class InvalidRouteError extends Error {
  constructor(auth: IConstruct, id: string, problems: string[]) {
    const count = problems.length === 1 ? 'an option that cannot' : `${problems.length} options that cannot`;
    super(`addRoute("${id}") of CognitoAuthApi "${auth.node.path}" has ${count} be deployed:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
    this.name = 'InvalidRouteError';
  }
}

/** What a route has to get along with. */
export interface RouteContext {
  readonly settings: Settings;
  /** Where the routes go. */
  readonly folder: IConstruct;
  /** Whose key each shape of a route is: `GET /orders/{}`. */
  readonly taken: ReadonlyMap<string, string>;
  /** False where the API is not ours: then its limits are not, either. */
  readonly hasStage: boolean;
}

/** API Gateway's quota, which AWS does not raise without good reason. */
const MOST_ROUTES = 300;
const MOST_SCOPES = 10;

export function routeProblems(id: string, options: AddRouteOptions, context: RouteContext): string[] {
  return [
    ...idProblems(id, context.folder),
    ...pathProblems(options.path),
    ...methodProblems(options),
    ...targetProblems(options),
    ...accessProblems(options),
    ...groupsProblems(options.groups, context.settings),
    ...scopesProblems(options.scopes),
    ...throttleProblems(options, context.hasStage),
    ...takenProblems(options, context.taken),
  ];
}

/** Two routes of one shape would take each other's requests, whatever their variables are called. */
export const shapeOf = (method: string, path: string) => `${method} ${path.replace(/\{[^}+]*\}/g, '{}').replace(/\{[^}]*\+\}/, '{+}')}`;

export const methodsOf = ({ methods = [HttpMethod.GET] }: AddRouteOptions) => methods;

function idProblems(id: string, folder: IConstruct): string[] {
  if (id.length > 0 && !folder.node.tryFindChild(id)) return [];
  return [problem('id', 'a construct ID that no other child of the same scope has', id, 'Choose another name: it becomes a part of the logical IDs.')];
}

/** Literal characters that need no encoding, or one variable; the last may take the rest of the path. */
const PATH = /^\/(?:(?:[A-Za-z0-9._~!$&'()*+,;=:@%-]+|\{[A-Za-z0-9._-]+\})(?:\/(?:[A-Za-z0-9._~!$&'()*+,;=:@%-]+|\{[A-Za-z0-9._-]+\}))*(?:\/\{[A-Za-z0-9._-]+\+\})?|\{[A-Za-z0-9._-]+\+\})?$/;

function pathProblems(path: string): string[] {
  const variables = (path.match(/\{[^}]*\}/g) ?? []).map((variable) => variable.replace('+', ''));
  const distinct = new Set(variables).size === variables.length;
  if (!Token.isUnresolved(path) && PATH.test(path) && path.length <= 1000 && distinct) return [];
  return [problem('path', 'a path such as "/orders/{id}" or "/files/{proxy+}": a slash before each segment and none at the end, at most 1000 characters, each variable once',
    path, 'Write it as API Gateway shows it, from the root of the API.')];
}

function methodProblems(options: AddRouteOptions): string[] {
  const methods = methodsOf(options);
  if (methods.length === 0 || new Set(methods).size < methods.length) {
    return [problem('methods', 'at least one method, each once', methods, 'Leave it out for GET.')];
  }
  const preflight = methods.filter((method) => method === HttpMethod.ANY || method === HttpMethod.OPTIONS);
  if (preflight.length === 0 || options.access === RouteAccess.ANYONE) return [];
  return [problem('methods', 'a list of methods without ANY and OPTIONS where a token is asked for', methods,
    'Name the methods: such a route would refuse the preflight requests that browsers send without a token, and the API answers them otherwise.')];
}

function targetProblems({ entry, handler, integration, functionProps }: AddRouteOptions): string[] {
  const given = Object.entries({ entry, handler, integration }).filter(([, value]) => value !== undefined).map(([name]) => name);
  const problems: string[] = [];
  if (given.length !== 1) {
    problems.push(problem('entry, handler and integration', 'exactly one', given,
      'Give entry for a file that is to be bundled, handler for a function that exists, or integration for anything else.'));
  }
  if (entry !== undefined && !(/\.(?:[jt]sx?|[cm][jt]s)$/.test(entry) && existsSync(entry))) {
    problems.push(problem('entry', 'the path of a TypeScript or JavaScript file that exists', entry,
      'Give an absolute path, such as path.join(__dirname, "orders.ts").'));
  }
  if (functionProps && entry === undefined) {
    problems.push(problem('functionProps', 'left out where there is no entry', Object.keys(functionProps), 'It changes the function that entry makes; change your own where you make it.'));
  }
  for (const name of ['entry', 'code'] as const) {
    if (functionProps?.[name] !== undefined) problems.push(`functionProps.${name} must be left out. Give entry beside functionProps, or a function of your own as handler.`);
  }
  return problems;
}

function accessProblems({ access = RouteAccess.ACCESS_TOKEN, groups, scopes }: AddRouteOptions): string[] {
  const problems: string[] = [];
  for (const [name, value] of Object.entries({ groups, scopes })) {
    if (value === undefined || access === RouteAccess.ACCESS_TOKEN) continue;
    problems.push(problem('access', `left out or ${RouteAccess.ACCESS_TOKEN} where ${name} are given`, access,
      `Only access tokens have scopes: leave access out, or ${name} if ${access === RouteAccess.ANYONE ? 'anyone may call' : 'an ID token is to be enough'}.`));
  }
  if (groups && scopes) {
    problems.push(problem('scopes', 'left out where groups are given', scopes,
      'API Gateway admits whoever has any one of them: keep groups, and give them further scopes in the groups prop if need be.'));
  }
  return problems;
}

function groupsProblems(groups: string[] | undefined, settings: Settings): string[] {
  if (!groups) return [];
  const declared = Object.keys(settings.groups);
  const problems = countProblems('groups', groups);
  if (settings.featurePlan === FeaturePlan.LITE) {
    problems.push(problem('groups', 'left out where featurePlan is "LITE"', groups,
      'Only from FeaturePlan.ESSENTIALS on do access tokens carry the scope of a group: change the plan, or check the claim cognito:groups in your handler.'));
  }
  if (settings.userPool) problems.push(broken(existingUserPoolRules['addRoute.groups'], groups));
  groups.forEach((group, index) => {
    if (declared.includes(group)) return;
    const allowed = declared.length > 0 ? `one of the declared groups (${declared.join(', ')})` : 'a declared group, and none is declared';
    problems.push(problem(`groups[${index}]`, allowed, group, 'Declare it in the groups prop of CognitoAuthApi, or correct its name.'));
  });
  return problems;
}

const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]{1,513}$/;

function scopesProblems(scopes: string[] | undefined): string[] {
  if (!scopes) return [];
  const problems = countProblems('scopes', scopes);
  scopes.forEach((scope, index) => {
    if (Token.isUnresolved(scope) || (SCOPE.test(scope) && !scope.startsWith(`${GROUPS_RESOURCE_SERVER}/`))) return;
    problems.push(problem(`scopes[${index}]`, `a scope without spaces, such as "orders/read", and not of a group ("${GROUPS_RESOURCE_SERVER}/...")`, scope,
      'For a group use groups, which knows whether it is declared.'));
  });
  return problems;
}

function countProblems(path: string, list: string[]): string[] {
  if (Token.isUnresolved(list) || (list.length > 0 && list.length <= MOST_SCOPES)) return [];
  return [problem(path, `1 to ${MOST_SCOPES} of them`, list.length, list.length === 0
    ? 'Leave it out to admit every access token.' : 'API Gateway takes no more for a route: make one group of several, or check the rest in your handler.')];
}

function throttleProblems({ throttle, scope }: AddRouteOptions, hasStage: boolean): string[] {
  if (!throttle) return [];
  const problems = limitProblems('throttle', throttle);
  if (scope) {
    problems.push('throttle must be left out where scope is given. The limit belongs to the stage, which would then depend on the other stack and that one on '
      + 'the API: use throttle.otherRoutes of CognitoAuthApi, or leave scope out.');
  }
  if (!hasStage) problems.push('throttle must be left out where httpApi is given: the stage of that API is not made here. Set it on your API.');
  return problems;
}

function takenProblems(options: AddRouteOptions, taken: ReadonlyMap<string, string>): string[] {
  const methods = methodsOf(options);
  const problems = methods.filter((method) => taken.has(shapeOf(method, options.path))).map((method) => problem('path',
    'one that no other route of the API has with the same method', `${method} ${options.path}`,
    `${taken.get(shapeOf(method, options.path))} is there already: change the path or the methods. The names of variables make no difference.`));
  if (taken.size + methods.length > MOST_ROUTES) {
    problems.push(problem('methods', `at most ${Math.max(0, MOST_ROUTES - taken.size)}, since an API has at most ${MOST_ROUTES} routes, ours included`, methods.length,
      'Take several paths with one route, such as /orders/{proxy+}, leave out operations of ours that you do not use, or make a second API.'));
  }
  return problems;
}
