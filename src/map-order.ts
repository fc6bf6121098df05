import { Token } from 'aws-cdk-lib';
import { propShapes } from './prop-shapes';
import { Kind } from './shape-validation';

/**
 * The same value, with the maps of it in the order of their names. Maps have no order in Go and often none in Java, so that of an app there would change
 * from one synth to the next, and with it the template: an environment variable, a list of scopes.
 */
export function inNameOrder<T>(given: T, kind: Kind): T;
export function inNameOrder(given: any, kind: Kind): unknown {
  if (typeof given !== 'object' || given === null || Token.isUnresolved(given)) return given;
  if (typeof kind === 'string') {
    const shape = propShapes[kind] ?? {};
    return Object.keys(shape).filter((name) => given[name] !== undefined).reduce((ordered, name) => {
      const member = inNameOrder(given[name], shape[name].kind);
      return member === given[name] ? ordered : { ...ordered, [name]: member };
    }, given);
  }
  if ('listOf' in kind) return given.map((item: unknown) => inNameOrder(item, kind.listOf));
  if (!('mapOf' in kind)) return given;
  return Object.fromEntries(Object.keys(given).sort().map((name) => [name, inNameOrder(given[name], kind.mapOf)]));
}
