/** Decodes aws-chunked bodies: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html. */
import { notImplemented, S3Error } from './error';

export interface Decoded {
  readonly body: Buffer;
  /** What came after the last chunk, with lower-case names. */
  readonly trailer: Record<string, string>;
}

export function decodeBody(headers: Record<string, string>, body: Buffer): Decoded {
  const payload = headers['x-amz-content-sha256'] ?? '';
  if (!payload.startsWith('STREAMING-')) {
    if (encodings(headers).includes('aws-chunked')) throw notImplemented('aws-chunked without a STREAMING- value of x-amz-content-sha256');
    if (headers['transfer-encoding'] !== undefined) throw notImplemented('the header Transfer-Encoding with a body that is not aws-chunked');
    return { body, trailer: {} };
  }
  const length = headers['x-amz-decoded-content-length'];
  if (!/^\d+$/.test(length ?? '')) throw new S3Error(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  const decoded = readChunks(body);
  if (decoded.body.length !== Number(length)) throw incomplete();
  const announced = (headers['x-amz-trailer'] ?? '').split(',').map((name) => name.trim().toLowerCase()).filter(Boolean);
  const sent = Object.keys(decoded.trailer).filter((name) => name !== 'x-amz-trailer-signature');
  if (announced.sort().join() !== sent.sort().join()) throw malformedTrailer();
  return decoded;
}

/** The content's own encodings: aws-chunked is one of the transfer and is not stored. */
export function encodings(headers: Record<string, string>): string[] {
  return (headers['content-encoding'] ?? '').split(',').map((name) => name.trim()).filter(Boolean);
}

/**
 * `<size in hex>[;chunk-signature=...]CRLF<data>CRLF`, again and again until size 0, then the trailer. The chunks' own
 * signatures are not verified: the JavaScript SDK sends none, and the headers' signature has been checked.
 */
function readChunks(encoded: Buffer): Decoded {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = encoded.indexOf('\r\n', at);
    const head = lineEnd < 0 ? null : /^([0-9a-fA-F]{1,8})(;chunk-signature=[0-9a-f]+)?$/.exec(encoded.toString('latin1', at, lineEnd));
    if (!head) throw incomplete();
    const size = parseInt(head[1], 16);
    const start = lineEnd + 2;
    if (size === 0) return { body: Buffer.concat(chunks), trailer: readTrailer(encoded.toString('latin1', start)) };
    at = start + size + 2;
    if (at > encoded.length || encoded.toString('latin1', at - 2, at) !== '\r\n') throw incomplete();
    chunks.push(encoded.subarray(start, start + size));
  }
}

function readTrailer(text: string): Record<string, string> {
  return Object.fromEntries(text.split(/\r?\n/).filter(Boolean).map((line) => {
    const colon = line.indexOf(':');
    if (colon < 1) throw malformedTrailer();
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
  }));
}

function incomplete(): S3Error {
  return new S3Error(400, 'IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header');
}

function malformedTrailer(): S3Error {
  return new S3Error(400, 'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.');
}
