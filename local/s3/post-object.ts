/**
 * POST Object, a browser's form: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html. Its policy is what is signed, and who signed it is who
 * writes the object. [M] In which order S3 finds fault with a form is unverified.
 */
import type { Statement } from '../iam';
import { type Host, type ServiceRequest, type ServiceResponse, SignatureError } from '../service';
import { Access } from './access';
import type { Bucket } from './bucket';
import { invalidArgument, notImplemented, S3Error } from './error';
import { readForm } from './form';
import { checkForm, parsePolicy } from './post-policy';
import { putObject } from './put-object';
import { checkUnderstood, emptyAnswer, headerValue, xmlAnswer } from './request';

/** Fields that are what a header of PutObject is. */
const HEADERS = /^(cache-control|content-(type|disposition|encoding|language)|expires|x-amz-(meta-.+|storage-class|server-side-encryption.*|checksum-.+))$/;
const OF_THE_SIGNATURE = ['policy', 'x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'x-amz-security-token', 'x-amz-signature'];
const OTHERS = [...OF_THE_SIGNATURE, 'key', 'bucket', 'success_action_status'];

export function isForm({ method, headers }: Pick<ServiceRequest, 'method' | 'headers'>, key: string | undefined): boolean {
  return method === 'POST' && key === undefined && /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');
}

export function postObject(request: ServiceRequest, target: Bucket, host: Host, policyOf: (bucket: string) => readonly Statement[]): ServiceResponse {
  const { fields: given, file } = readForm(request.headers['content-type'], request.body);
  const fields = new Map(given.map(([name, value]) => [name.toLowerCase(), value]));
  if (fields.size < given.length) throw invalidArgument('A field may be given once.');
  if (!fields.get('key')) {
    throw invalidArgument('Bucket POST must contain a field named \'key\'.  If it is specified, please check the order of the fields.');
  }
  const bucket = fields.get('bucket') ?? target.name;
  if (bucket !== target.name) throw invalidArgument('The bucket of the form is not that of the address.');
  const caller = signer(fields, host);
  checkForm(parsePolicy(fields.get('policy')!), new Map([...fields, ['bucket', bucket]]), file.length, host.clock.now());
  const headers = headersOf(fields);
  const access = Access.ofForm(caller, headers, host, policyOf);
  const key = fields.get('key')!;
  if (Buffer.byteLength(key) > 1024) throw new S3Error(400, 'KeyTooLongError', 'Your key is too long');
  const call = {
    method: 'PUT', bucket, key, query: new Map<string, string>(), headers, body: file, trailer: {}, access, host, now: host.clock.now(), target,
    arn: `${target.arn}/${key}`,
  };
  checkUnderstood(call, putObject, host);
  const { headers: { etag } } = putObject.handle(call);
  return answerOf(fields.get('success_action_status'), request, { bucket, key, etag });
}

function signer(fields: ReadonlyMap<string, string>, host: Host) {
  const absent = OF_THE_SIGNATURE.find((name) => !fields.get(name) && name !== 'x-amz-security-token');
  // Nothing is open to unsigned forms.
  if (absent === 'policy' || (absent && !fields.has('policy'))) throw new S3Error(403, 'AccessDenied', 'Access Denied');
  if (absent) throw invalidArgument(`Bucket POST must contain a field named '${absent}'.  If it is specified, please check the order of the fields.`);
  const field = (name: string) => fields.get(name)!;
  if (field('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') throw invalidArgument('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  try {
    return host.authenticatePolicy({
      policy: field('policy'),
      credential: field('x-amz-credential'),
      date: field('x-amz-date'),
      signature: field('x-amz-signature'),
      securityToken: fields.get('x-amz-security-token'),
    }, 's3');
  } catch (error) {
    if (error instanceof SignatureError) throw new S3Error(403, error.code, error.message);
    throw error;
  }
}

function headersOf(fields: ReadonlyMap<string, string>): Record<string, string> {
  const known = [...fields].filter(([name]) => !OTHERS.includes(name) && !name.startsWith('x-ignore-'));
  const unknown = known.find(([name]) => !HEADERS.test(name));
  if (unknown) throw notImplemented(`the field ${unknown[0]} of a form`);
  if ([...fields.values()].some((value) => value.includes('${filename}'))) throw notImplemented('${filename} in a form');
  return Object.fromEntries(known.map(([name, value]) => [name, headerValue(name, value)]));
}

function answerOf(status: string | undefined, { signedUrl, headers }: ServiceRequest, { bucket, key, etag }: Record<'bucket' | 'key' | 'etag', string>): ServiceResponse {
  const location = `http://${headers.host}${signedUrl.split('?')[0].replace(/\/$/, '')}/${key.split('/').map(encodeURIComponent).join('/')}`;
  if (status === '201') {
    const document = xmlAnswer(['PostResponse', [['Location', location], ['Bucket', bucket], ['Key', key], ['ETag', etag]]], { etag, location });
    return { ...document, status: 201 };
  }
  return emptyAnswer(status === '200' ? 200 : 204, { etag, location });
}
