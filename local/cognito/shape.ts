/**
 * What a property of a template or a member of a request means here: `true` is honoured, a string says why it has no
 * effect locally, an object or a list of one goes deeper. Everything else is refused, so that no option is silently lost.
 */
export type Shape = { readonly [name: string]: true | string | Shape | readonly [Shape] };

export function checkShape(value: unknown, shape: Shape, refuse: (path: string) => Error, path = ''): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse(path);
  for (const [name, inner] of Object.entries(value)) {
    const place = path ? `${path}.${name}` : name;
    const rule = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (rule === undefined) throw refuse(place);
    if (rule === true || typeof rule === 'string' || inner === undefined || inner === null) continue;
    if (!Array.isArray(rule)) {
      checkShape(inner, rule as Shape, refuse, place);
      continue;
    }
    if (!Array.isArray(inner)) throw refuse(place);
    for (const [index, item] of inner.entries()) checkShape(item, rule[0] as Shape, refuse, `${place}[${index}]`);
  }
}

export interface WithoutEffect {
  readonly property: string;
  readonly why: string;
}

/** What is accepted and changes nothing, for the runner to tell. */
export function withoutEffect(value: unknown, shape: Shape, path = ''): WithoutEffect[] {
  return Object.entries(value as object).flatMap(([name, inner]) => {
    const property = path ? `${path}.${name}` : name;
    const rule = shape[name];
    if (typeof rule === 'string') return [{ property, why: rule }];
    if (rule === true || rule === undefined || inner === undefined || inner === null) return [];
    if (!Array.isArray(rule)) return withoutEffect(inner, rule as Shape, property);
    return (inner as unknown[]).flatMap((item, index) => withoutEffect(item, rule[0] as Shape, `${property}[${index}]`));
  });
}
