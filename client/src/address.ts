/** A segment that is empty or made of dots would make the address that of another route. */
const segment = (name: string, value: unknown): string => {
  if (typeof value !== 'string' || ['', '.', '..'].includes(value)) {
    throw new TypeError(`The path parameter ${name} must be a text that is neither empty nor a dot or two`);
  }
  return encodeURIComponent(value);
};

/** The path and query of a route with its parameters filled in. Those of the form `{name+}` may hold slashes. */
export const addressOf = (route: string, path: Record<string, unknown> = {}, query: Record<string, unknown> = {}): string => {
  const filled = route.slice(route.indexOf(' ') + 1).replace(/\{([^}+]+)(\+?)\}/g, (_, name: string, greedy: string) =>
    (greedy ? String(path[name] ?? '').split('/') : [path[name]]).map((value) => segment(name, value)).join('/'));
  const given = Object.entries(query).filter(([, value]) => value !== undefined).map(([name, value]): [string, string] => [name, String(value)]);
  return given.length ? `${filled}?${new URLSearchParams(given)}` : filled;
};
