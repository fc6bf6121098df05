import { Operation, operations } from './contract';
import { MfaSettings, requiresApp } from './mfa';
import { OperationOptions } from './operation-options';
import { TokenDelivery, actionsOf } from './token-delivery';

/** A row of the contract that this API has, with the route key that it has here. */
export interface EnabledOperation {
  readonly routeKey: string;
  readonly row: Operation;
}

export const rows: readonly Operation[] = Object.values<Operation>(operations);

/** What decides which rows there are. */
export interface Choice {
  readonly operations: OperationOptions;
  readonly mfa: MfaSettings;
}

/** Whether the row makes sense in this pool, whatever `operations` says. */
export function isPossible({ feature }: Operation, { mfa }: Choice): boolean {
  return feature !== 'MFA_REQUIRED' || requiresApp(mfa);
}

/** Whether it does, and `operations` leaves it in. */
export function isEnabled(row: Operation, choice: Choice): boolean {
  const { include, exclude } = choice.operations;
  return isPossible(row, choice) && (include ? include.includes(row.operation) : true) && !exclude?.includes(row.operation);
}

/** The rows that are left, in the contract's order. */
export function enabledOperations(
  settings: Choice & { readonly pathPrefix: string; readonly tokenDelivery?: TokenDelivery },
): EnabledOperation[] {
  return Object.entries<Operation>(operations)
    .filter(([, row]) => isEnabled(row, settings))
    .map(([routeKey, row]) => ({ routeKey: routeKey.replace(' ', ` ${settings.pathPrefix}`), row: { ...row, actions: [...new Set([...actionsOf(row, settings.tokenDelivery), ...choiceActions(row, settings.mfa)])] } }));
}

/** What picking one of two second factors takes, where people can have two. */
function choiceActions({ factorChoice }: Operation, { totp, sms }: MfaSettings): readonly string[] {
  return totp && sms ? factorChoice?.actions ?? [] : [];
}

/** Whether any of them calls an AWS service: what nothing calls need not exist. */
export function callsService(enabled: readonly EnabledOperation[], service: 's3' | 'secretsmanager'): boolean {
  return enabled.some(({ row }) => row.actions.some((action) => action.startsWith(`${service}:`)));
}
