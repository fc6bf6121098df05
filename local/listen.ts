import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { LocalError } from './local-error';

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens on the loopback alone: 127.0.0.1, and ::1 where there is one, since a browser may take `localhost` for either.
 * Port 0 picks a free one.
 */
export async function listen(port: number, listener: RequestListener): Promise<Listening> {
  // API Gateway's own limit is smaller, and answered by the API. Headers beyond a number would be dropped, not refused.
  const start = (): Server => Object.assign(createServer({ maxHeaderSize: 64 * 1024, keepAliveTimeout: 60_000 }, listener), { maxHeadersCount: 0 });
  const four = await bind(start(), '127.0.0.1', port);
  const taken = (four.address() as AddressInfo).port;
  const servers = [four];
  try {
    servers.push(await bind(start(), '::1', taken));
  } catch (error) {
    if (error instanceof LocalError && port !== 0) {
      await close(four);
      throw error;
    }
    // There is no IPv6 here, or a random port is free on one side only.
  }
  return { port: taken, close: async () => { await Promise.all(servers.map(close)); } };
}

async function bind(server: Server, host: string, port: number): Promise<Server> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const known: Record<string, string> = {
        EADDRINUSE: `Port ${port} is in use: choose another with --port, or 0 for any.`,
        EACCES: `Port ${port} needs more rights: choose another with --port.`,
      };
      reject(known[error.code ?? ''] ? new LocalError(known[error.code!]) : error);
    });
    server.listen({ host, port, exclusive: true, ipv6Only: host === '::1' }, resolve);
  });
  return server;
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
