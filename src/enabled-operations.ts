import { Operation, operations } from './contract';
import { OperationOptions } from './operation-options';
import { TokenDelivery, actionsOf } from './token-delivery';

/** A row of the contract that this API has, with the route key that it has here. */
export interface EnabledOperation {
  readonly routeKey: string;
  readonly row: Operation;
}

export const rows: readonly Operation[] = Object.values<Operation>(operations);

/** Whether `operations` leaves the row in. */
export function isEnabled({ operation }: Operation, { include, exclude }: OperationOptions): boolean {
  return (include ? include.includes(operation) : true) && !exclude?.includes(operation);
}

/** The rows that are left, in the contract's order. */
export function enabledOperations(
  settings: { readonly operations: OperationOptions; readonly pathPrefix: string; readonly tokenDelivery?: TokenDelivery },
): EnabledOperation[] {
  return Object.entries<Operation>(operations)
    .filter(([, row]) => isEnabled(row, settings.operations))
    .map(([routeKey, row]) => ({ routeKey: routeKey.replace(' ', ` ${settings.pathPrefix}`), row: { ...row, actions: actionsOf(row, settings.tokenDelivery) } }));
}

/** Whether any of them calls an AWS service: what nothing calls need not exist. */
export function callsService(enabled: readonly EnabledOperation[], service: 's3' | 'secretsmanager'): boolean {
  return enabled.some(({ row }) => row.actions.some((action) => action.startsWith(`${service}:`)));
}
