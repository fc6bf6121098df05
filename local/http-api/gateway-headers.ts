import { randomBytes } from 'node:crypto';
import { Received } from '../http';

/** The headers that a function sees: without those of the connection, and with what API Gateway adds. */
export function gatewayHeaders(request: Received, port: number, now: number): Record<string, string> {
  const { 'connection': _, 'keep-alive': __, 'transfer-encoding': ___, ...headers } = request.headers;
  const forwarded = headers['x-forwarded-for'];
  return {
    ...headers,
    'content-length': String(request.body.length),
    'x-amzn-trace-id': `Root=1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
    'x-forwarded-for': forwarded ? `${forwarded}, ${request.sourceIp}` : request.sourceIp,
    'x-forwarded-port': String(port),
    'x-forwarded-proto': 'http',
  };
}
