import { LocalError } from '../local-error';
import { Resource } from '../service';

/** Refuses a resource with a property that is not in the list, so that no setting is silently ignored. */
export function knownProperties(resource: Resource, names: readonly string[]): void {
  const unknown = Object.keys(resource.properties).filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new LocalError(`${resource.type} (logical id ${resource.logicalId}): the offline run does not know ${unknown.map((name) => `the property ${name}`).join(', ')}`);
  }
}

/** Refuses a value that is not the one the offline run can do. */
export function refuse(resource: Resource, property: string, why: string): never {
  throw new LocalError(`${resource.type} (logical id ${resource.logicalId}): ${property} ${why}`);
}
