/** The name of a region, as AWS writes them: `eu-central-1`, `us-gov-west-1`. */
const REGION = /\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-[a-z]+)+-\d\b/;
const PARTITION = /\barn:aws(?:-[a-z]+)*:/;
const SUFFIX = /amazonaws\.com/;

/** Each string of a template that names a region, a partition or its suffix, keys among them, with the path that leads to it. */
export function literalPlaces(template: unknown, path: string[] = []): string[] {
  if (typeof template === 'string') {
    return [REGION, PARTITION, SUFFIX].some((place) => place.test(template)) ? [`${path.join('/')}: ${template}`] : [];
  }
  if (template === null || typeof template !== 'object') return [];
  return Object.entries(template).flatMap(([key, value]) => [
    ...literalPlaces(key, [...path, 'the key']),
    ...literalPlaces(value, [...path, key]),
  ]);
}

/** The regions that a template names. */
export function regionsIn(template: unknown): string[] {
  return [...new Set(JSON.stringify(template).match(new RegExp(REGION, 'g')))].sort();
}
