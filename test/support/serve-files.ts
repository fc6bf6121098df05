import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

export interface ServedFiles {
  readonly url: string;
  stop(): void;
}

/** Serves a folder of files at an origin of its own: as they are, or with one text in place of another. */
export const serveFiles = async (folder: string, replaced: Record<string, string> = {}): Promise<ServedFiles> => {
  const contentOf = (file: string) => Object.entries(replaced)
    .reduce<Buffer | string>((content, [text, other]) => content.toString().replaceAll(text, other), readFileSync(file));
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url!, 'http://localhost').pathname);
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    try {
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
      response.end(contentOf(file));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
