/**
 * IAM's evaluation of identity and resource policies: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html.
 * Whatever is not understood is refused, because a condition that is skipped would grant more than AWS does.
 */
import { holds, parseConditions, wildcardMatch, type Conditions } from './iam-conditions';

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: string[];
  readonly notActions?: string[];
  readonly resources: string[];
  readonly notResources?: string[];
  readonly conditions?: Conditions;
  /** Whom a resource policy speaks of: ARNs, account ids, `*`, or `Service:<name>`. */
  readonly principals?: string[];
}

const ELEMENTS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition', 'Principal'];

/** Reads a policy document of the template. */
export function parsePolicyDocument(document: any): Statement[] {
  if (document === null || typeof document !== 'object') throw new Error(`A policy document must be an object, got ${JSON.stringify(document)}`);
  for (const key of Object.keys(document)) {
    if (!['Version', 'Id', 'Statement'].includes(key)) throw new Error(`Unknown element in a policy document: ${key}`);
  }
  return listOf(document.Statement).filter((statement) => !needsIdentityPool(statement)).map(parseStatement);
}

/**
 * Such a variable has a value only for who has credentials of an identity pool, and there is none here: for everybody else the statement does not apply.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html [D]
 */
function needsIdentityPool(statement: unknown): boolean {
  return JSON.stringify(statement).includes('${cognito-identity');
}

function parseStatement(raw: any): Statement {
  const unknown = Object.keys(raw).find((key) => !ELEMENTS.includes(key));
  if (unknown) throw new Error(`Unknown element in a policy statement: ${unknown}`);
  if (raw.Effect !== 'Allow' && raw.Effect !== 'Deny') throw new Error(`Effect must be Allow or Deny, got ${JSON.stringify(raw.Effect)}`);
  if ((raw.Action === undefined) === (raw.NotAction === undefined)) throw new Error('A policy statement needs either Action or NotAction');
  if (raw.Resource !== undefined && raw.NotResource !== undefined) throw new Error('A policy statement has either Resource or NotResource');
  return {
    effect: raw.Effect,
    actions: strings('Action', raw.Action),
    notActions: raw.NotAction === undefined ? undefined : strings('NotAction', raw.NotAction),
    resources: strings('Resource', raw.Resource),
    notResources: raw.NotResource === undefined ? undefined : strings('NotResource', raw.NotResource),
    conditions: raw.Condition === undefined ? undefined : parseConditions(raw.Condition),
    principals: raw.Principal === undefined ? undefined : parsePrincipal(raw.Principal),
  };
}

function parsePrincipal(principal: any): string[] {
  if (principal === '*') return ['*'];
  if (principal === null || typeof principal !== 'object') throw new Error(`Principal must be "*" or an object, got ${JSON.stringify(principal)}`);
  return Object.entries(principal).flatMap(([kind, value]) => {
    if (kind !== 'AWS' && kind !== 'Service') throw new Error(`Unknown kind of principal: ${kind}`);
    return strings('Principal', value).map((name) => kind === 'AWS' ? name : `Service:${name}`);
  });
}

/** Whether the statements together allow the action: at least one Allow, and no Deny. */
export function evaluate(statements: readonly Statement[], action: string, resource: string, context: Record<string, string> = {}): boolean {
  const applying = statements.filter((statement) => applies(statement, action, resource, context));
  return applying.some(({ effect }) => effect === 'Allow') && !denies(statements, action, resource, context);
}

/** Whether a Deny applies: it wins over what any other policy allows. */
export function denies(statements: readonly Statement[], action: string, resource: string, context: Record<string, string> = {}): boolean {
  return statements.some((statement) => statement.effect === 'Deny' && applies(statement, action, resource, context));
}

function applies(statement: Statement, action: string, resource: string, context: Record<string, string>): boolean {
  const named = (patterns: string[]) => patterns.some((pattern) => wildcardMatch(pattern.toLowerCase(), action.toLowerCase()));
  const on = (patterns: string[]) => patterns.some((pattern) => wildcardMatch(pattern, resource));
  return (statement.notActions ? !named(statement.notActions) : named(statement.actions))
    && (statement.notResources ? !on(statement.notResources) : on(statement.resources))
    && (!statement.conditions || holds(statement.conditions, context));
}

function strings(element: string, value: unknown): string[] {
  return listOf(value).map((item) => {
    if (typeof item !== 'string') throw new Error(`${element} of a policy must be text, got ${JSON.stringify(item)}`);
    if (item.includes('${')) throw new Error(`Policy variables are not supported here, got ${item}`);
    return item;
  });
}

function listOf(value: any): any[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
