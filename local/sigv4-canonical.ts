/** The canonical form of a request's path, query and headers, as SigV4 defines it. */
import { SignatureError } from './service';

/** Names and values, decoded, in the order sent. */
export function parseQuery(query: string): [string, string][] {
  return query.split('&').filter(Boolean).map((pair) => {
    const [name, ...value] = pair.split('=');
    return [decode(name.replace(/\+/g, ' ')), decode(value.join('=').replace(/\+/g, ' '))];
  });
}

export function canonicalQuery(query: [string, string][]): string {
  return query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)])
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

export function canonicalPath(path: string, service: string): string {
  // S3 keys may hold dots, double slashes and percent signs: S3 neither normalises nor encodes twice.
  if (service === 's3') return path.split('/').map((segment) => encode(decode(segment))).join('/');
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.map(encode).join('/')}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

/** Ends in a newline: the canonical request has an empty line after its headers. */
export function canonicalHeaders(names: string[], headers: Record<string, string>): string {
  return names.map((name) => `${name}:${headers[name].trim().replace(/\s+/g, ' ')}\n`).join('');
}

/** RFC 3986: all but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new SignatureError('SignatureDoesNotMatch', `The address is not well-formed: ${text}`);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
