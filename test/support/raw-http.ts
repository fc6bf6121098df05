import { connect, type Socket } from 'node:net';

export interface RawAnswers {
  /** The status of each answer, in order. */
  readonly statuses: readonly number[];
  readonly text: string;
}

const open = (url: string): Socket => connect(Number(new URL(url).port), '127.0.0.1');

/** Sends bytes as they are, and collects what comes until the server closes the connection; `ends` says that no more will follow. */
export const exchange = (url: string, bytes: string | Buffer, ends = false): Promise<RawAnswers> => new Promise((resolve, reject) => {
  const socket = open(url);
  let text = '';
  socket.on('data', (chunk) => { text += chunk.toString('latin1'); });
  // A server that refuses may reset the connection while we still write.
  socket.on('error', () => {});
  socket.on('close', () => resolve({ text, statuses: [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)) }));
  socket.setTimeout(30_000, () => {
    socket.destroy();
    reject(new Error(`Neither answered nor closed; so far: ${text}`));
  });
  socket[ends ? 'end' : 'write'](bytes);
});

/** A connection that stays open with these bytes sent and no more; the server's answer is not read. */
export const halfOpen = (url: string, bytes: string): Promise<Socket> => new Promise((resolve, reject) => {
  const socket = open(url).on('error', reject);
  socket.write(bytes, () => resolve(socket));
});
