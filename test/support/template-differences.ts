/** A text as it stands, all else as JSON: what CloudFormation computes among it. */
const shown = (value: unknown) => typeof value === 'string' ? value : JSON.stringify(value);

/** The path of each leaf and its value. Elements of a list share the list's path, and so do the settings of all routes. */
function leaves(value: any, path: string[] = []): [string, string][] {
  const computed = value !== null && typeof value === 'object' && Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
  if (value === null || typeof value !== 'object' || computed) return [[path.join('.'), shown(value)]];
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, path));
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, / \//.test(key) ? 'each credential route' : key]));
}

/** What a template says, each place once for all resources of a type: `AWS::Logs::LogGroup RetentionInDays` is 7, whichever log group it is. */
function places({ Resources, Outputs = {} }: any): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (place: string, value: string) => found.set(place, (found.get(place) ?? new Set()).add(value));
  for (const { Type, Metadata, Properties = {}, UpdateReplacePolicy, ...rest } of Object.values<any>(Resources)) {
    for (const [path, value] of leaves({ ...Properties, ...rest })) add(`${Type} ${path}`, value);
  }
  for (const [path, value] of leaves(Outputs)) add(`Output ${path}`, value);
  return found;
}

const typesIn = ({ Resources }: any): string[] => Object.values<any>(Resources).map(({ Type }) => Type);

/**
 * A line for each place where templates differ, with what each of them has there and not all have. Of types that there are not equally many of, only
 * how many. `UpdateReplacePolicy` goes with `DeletionPolicy`.
 */
export function differences(templates: any[]): string[] {
  const types = [...new Set(templates.flatMap(typesIn))].sort();
  const countOf = (type: string) => templates.map((template) => typesIn(template).filter((one) => one === type).length);
  const uneven = types.filter((type) => new Set(countOf(type)).size > 1);
  const all = templates.map(places);
  const own = (one: Map<string, Set<string>>, place: string) =>
    [...one.get(place) ?? []].filter((value) => !all.every((other) => other.get(place)?.has(value))).sort().join(', ') || '-';
  const even = [...new Set(all.flatMap((one) => [...one.keys()]))].sort().filter((place) => !uneven.includes(place.split(' ')[0]));
  return [
    ...uneven.map((type) => `${countOf(type).join(' | ')} ${type}`),
    ...even.map((place) => ({ place, values: all.map((one) => own(one, place)) }))
      .filter(({ values }) => new Set(values).size > 1).map(({ place, values }) => `${place}: ${values.join(' | ')}`),
  ];
}
