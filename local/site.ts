import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { Answer, Received } from './http';
import { LocalError } from './local-error';

/** What a built app is made of. Anything else is sent as bytes, which browsers save and do not show. */
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};

/** A built app, served at `/` as a static web host would: its files, and nothing for paths that are none. */
export class StaticSite {
  private readonly root: string;

  constructor(directory: string, private readonly config: () => object) {
    const index = join(directory, 'index.html');
    if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
      throw new LocalError(`There is no directory ${directory} to serve: build the app first, or name the directory that its build wrote.`);
    }
    if (!statSync(index, { throwIfNoEntry: false })?.isFile()) {
      throw new LocalError(`${directory} is no built app: it holds no index.html.`);
    }
    this.root = realpathSync(directory);
  }

  /** Undefined where the app has nothing of that name. `bucketsUrl` is where S3 answers, which is another origin. */
  answer({ method, url, headers }: Pick<Received, 'method' | 'url' | 'headers'>, bucketsUrl: string): Answer | undefined {
    if (method !== 'GET' && method !== 'HEAD') {
      return undefined;
    }
    const [path] = url.split('?');
    // Not a file's, so that one build runs anywhere.
    const found = path === '/config.json' ? { type: TYPES['.json'], body: Buffer.from(JSON.stringify(this.config())) } : this.read(path);
    if (!found) {
      return undefined;
    }
    const etag = `"${createHash('sha256').update(found.body).digest('base64url').slice(0, 22)}"`;
    const answered = { ...guards(bucketsUrl), 'content-type': found.type, etag, 'cache-control': lastingOf(path) };
    return headers['if-none-match'] === etag ? { status: 304, headers: answered, body: '' } : { status: 200, headers: answered, body: found.body };
  }

  /** Read anew each time, so that a new build shows at once. */
  private read(path: string): { type: string; body: Buffer } | undefined {
    const segments = path === '/' ? ['index.html'] : path.slice(1).split('/').map(nameOf);
    if (!segments.every((segment) => segment !== undefined)) {
      return undefined;
    }
    try {
      const file = realpathSync(join(this.root, ...segments));
      // A link may lead out.
      return file.startsWith(this.root + sep) && statSync(file).isFile()
        ? { type: TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream', body: readFileSync(file) } : undefined;
    } catch {
      return undefined;
    }
  }
}

/** A file's or folder's name; undefined for what could be a way out, and for hidden files, which a build copies by mistake. */
function nameOf(segment: string): string | undefined {
  try {
    const name = decodeURIComponent(segment);
    return name === '' || name.startsWith('.') || /[/\\:\0]/.test(name) ? undefined : name;
  } catch {
    return undefined;
  }
}

/** A name with a hash in it never gets other content. */
function lastingOf(path: string): string {
  return /^\/assets\/.*-[\w-]{8,}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
}

function guards(bucketsUrl: string): Record<string, string> {
  const policy = [
    'default-src \'none\'', 'script-src \'self\'', 'style-src \'self\'', 'font-src \'self\'',
    `img-src 'self' data: blob: ${bucketsUrl}`, `connect-src 'self' ${bucketsUrl}`,
    'form-action \'self\'', 'base-uri \'none\'', 'frame-ancestors \'none\'',
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Not `no-referrer`, lest a browser says `null` for the origin that cookie mode looks at.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}
