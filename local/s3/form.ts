/** Reads multipart/form-data, strictly: https://www.rfc-editor.org/rfc/rfc7578. */
import { S3Error } from './error';

export interface Form {
  /** What stands before the file, in its order. S3 ignores what comes after it. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly file: Buffer;
}

/** [O] S3's own bound for all that stands before the file. */
const MOST_FIELDS = 20 * 1024;

export function readForm(contentType: string, body: Buffer): Form {
  const fields: [string, string][] = [];
  let length = 0;
  for (const { name, content } of partsOf(body, boundaryOf(contentType))) {
    if (name.toLowerCase() === 'file') return { fields, file: content };
    length += name.length + content.length;
    if (length > MOST_FIELDS) throw new S3Error(400, 'MaxPostPreDataLengthExceeded', 'Your POST request fields preceding the upload file were too large.');
    fields.push([name, content.toString('utf8')]);
  }
  throw new S3Error(400, 'InvalidArgument', 'POST requires exactly one file upload per request.', { ArgumentName: 'file', ArgumentValue: '0' });
}

function boundaryOf(contentType: string): string {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed();
  return boundary;
}

function* partsOf(body: Buffer, boundary: string): Generator<{ name: string; content: Buffer }> {
  const opening = Buffer.from(`--${boundary}`);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  if (!body.subarray(0, opening.length).equals(opening)) throw malformed();
  for (let at = opening.length; ;) {
    const next = body.toString('latin1', at, at + 2);
    if (next === '--') return;
    const headEnd = body.indexOf('\r\n\r\n', at);
    if (next !== '\r\n' || headEnd < 0) throw malformed();
    const end = body.indexOf(delimiter, headEnd + 2);
    if (end < 0) throw malformed();
    yield { name: nameIn(body.toString('utf8', at + 2, headEnd)), content: body.subarray(Math.min(headEnd + 4, end), end) };
    at = end + delimiter.length;
  }
}

/** Browsers write a quote in a name as %22: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
function nameIn(head: string): string {
  const disposition = head.split('\r\n').find((line) => /^content-disposition\s*:/i.test(line)) ?? '';
  const [, name] = /^[^:]*:\s*form-data\s*;(?:.*;)?\s*name="([^"]*)"/i.exec(disposition) ?? [];
  if (name === undefined) throw malformed();
  return name.replace(/%22/g, '"').replace(/%0D/g, '\r').replace(/%0A/g, '\n');
}

function malformed(): S3Error {
  return new S3Error(400, 'MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.');
}
