import { existsSync } from 'fs';
import { Token } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { IConstruct } from 'constructs';
import { GROUPS_RESOURCE_SERVER } from './contract';
import { existingUserPoolRules } from './existing-user-pool-validation';
import { AddRouteOptions, RouteAccess } from './route-options';
import { addRouteRules, MOST_ROUTES, MOST_SCOPES } from './route-rules';
import { broken, misplaced, Rule } from './rule';
import { Settings } from './settings';
import { limitBreaks } from './throttle-validation';

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
  return id.length > 0 && !folder.node.tryFindChild(id) ? [] : [broken(addRouteRules.id, id)];
}

/** Literal characters that need no encoding, or one variable; the last may take the rest of the path. */
const PATH = /^\/(?:(?:[A-Za-z0-9._~!$&'()*+,;=:@%-]+|\{[A-Za-z0-9._-]+\})(?:\/(?:[A-Za-z0-9._~!$&'()*+,;=:@%-]+|\{[A-Za-z0-9._-]+\}))*(?:\/\{[A-Za-z0-9._-]+\+\})?|\{[A-Za-z0-9._-]+\+\})?$/;

function pathProblems(path: string): string[] {
  const variables = (path.match(/\{[^}]*\}/g) ?? []).map((variable) => variable.replace('+', ''));
  const distinct = new Set(variables).size === variables.length;
  return !Token.isUnresolved(path) && PATH.test(path) && path.length <= 1000 && distinct ? [] : [broken(addRouteRules.path, path)];
}

function methodProblems(options: AddRouteOptions): string[] {
  const methods = methodsOf(options);
  if (methods.length === 0 || new Set(methods).size < methods.length) return [broken(addRouteRules.methods, methods)];
  const preflight = methods.filter((method) => method === HttpMethod.ANY || method === HttpMethod.OPTIONS);
  return preflight.length === 0 || options.access === RouteAccess.ANYONE ? [] : [broken(addRouteRules.preflight, methods)];
}

function targetProblems({ entry, handler, integration, functionProps }: AddRouteOptions): string[] {
  const given = Object.entries({ entry, handler, integration }).filter(([, value]) => value !== undefined).map(([name]) => name);
  return [
    ...given.length === 1 ? [] : [broken(addRouteRules.target, given)],
    ...entry === undefined || (/\.(?:[jt]sx?|[cm][jt]s)$/.test(entry) && existsSync(entry)) ? [] : [broken(addRouteRules.entry, entry)],
    ...functionProps && entry === undefined ? [broken(addRouteRules.functionProps, Object.keys(functionProps))] : [],
    ...(['entry', 'code'] as const).filter((prop) => functionProps?.[prop] !== undefined).map((prop) => misplaced(addRouteRules.code, { prop })),
  ];
}

function accessProblems({ access = RouteAccess.ACCESS_TOKEN, groups, scopes }: AddRouteOptions): string[] {
  const wish = access === RouteAccess.ANYONE ? 'anyone may call' : 'an ID token is to be enough';
  const given = Object.entries({ groups, scopes }).filter(([, value]) => value !== undefined).map(([name]) => name);
  return [
    ...access === RouteAccess.ACCESS_TOKEN ? [] : given.map((name) => broken(addRouteRules.access, access, { name, wish })),
    ...groups && scopes ? [broken(addRouteRules.groupsOrScopes, scopes)] : [],
  ];
}

function groupsProblems(groups: string[] | undefined, settings: Settings): string[] {
  if (!groups) return [];
  const declared = Object.keys(settings.groups);
  const undeclared = (group: string, index: number) => declared.length > 0
    ? broken(addRouteRules.declaredGroup, group, { index, declared: declared.join(', ') }) : broken(addRouteRules.noGroupDeclared, group, { index });
  return [
    ...countProblems('groups', groups),
    ...settings.featurePlan === FeaturePlan.LITE ? [broken(addRouteRules.groupsPlan, groups)] : [],
    ...settings.userPool ? [broken(existingUserPoolRules['addRoute.groups'], groups)] : [],
    ...groups.flatMap((group, index) => declared.includes(group) ? [] : [undeclared(group, index)]),
  ];
}

const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]{1,513}$/;

function scopesProblems(scopes: string[] | undefined): string[] {
  if (!scopes) return [];
  const fits = (scope: string) => Token.isUnresolved(scope) || (SCOPE.test(scope) && !scope.startsWith(`${GROUPS_RESOURCE_SERVER}/`));
  return [
    ...countProblems('scopes', scopes),
    ...scopes.flatMap((scope, index) => fits(scope) ? [] : [broken(addRouteRules.scope, scope, { index })]),
  ];
}

function countProblems(list: 'groups' | 'scopes', given: string[]): string[] {
  const breaks = (rule: Rule) => [broken(rule, given.length, { list })];
  if (Token.isUnresolved(given)) return [];
  if (given.length === 0) return breaks(addRouteRules.some);
  return given.length > MOST_SCOPES ? breaks(addRouteRules.notTooMany) : [];
}

function throttleProblems({ throttle, scope }: AddRouteOptions, hasStage: boolean): string[] {
  if (!throttle) return [];
  return [
    ...limitBreaks(addRouteRules, throttle),
    ...scope ? [misplaced(addRouteRules.throttleElsewhere)] : [],
    ...hasStage ? [] : [misplaced(addRouteRules.throttleForeign)],
  ];
}

function takenProblems(options: AddRouteOptions, taken: ReadonlyMap<string, string>): string[] {
  const methods = methodsOf(options);
  const left = Math.max(0, MOST_ROUTES - taken.size);
  return [
    ...methods.flatMap((method) => {
      const other = taken.get(shapeOf(method, options.path));
      return other === undefined ? [] : [broken(addRouteRules.taken, `${method} ${options.path}`, { other })];
    }),
    ...methods.length > left ? [broken(addRouteRules.routesLeft, methods.length, { left })] : [],
  ];
}
