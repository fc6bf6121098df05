import { Resource } from '../../service';
import { Cognito } from '../cognito';
import { Fault } from '../errors';
import { shapeOf } from '../pool-shape';
import { checkShape } from '../shape';

export const named = ({ type, logicalId }: Resource) => `${type} ${logicalId}`;

export function checkProperties(resource: Resource): void {
  checkShape(resource.properties, shapeOf(resource.type), (path) =>
    new Error(`${named(resource)}: the offline Cognito does not have the property ${path || 'Properties'}`));
}

/** The same resource of the same stack gets the same physical id at each start. */
export const seedOf = ({ host }: Cognito, { type, logicalId }: Resource) => [host.accountId, host.region, type, logicalId].join('/');

/** What AWS would refuse when deploying names the resource here. */
export function withResource<T>(resource: Resource, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof Fault ? new Error(`${named(resource)}: ${error.message}`) : error;
  }
}
