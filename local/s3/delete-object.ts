/** DeleteObject and DeleteObjects. */
import { verifyChecksums } from './checksum';
import { checkDelete } from './conditions';
import { invalidRequest, notImplemented, S3Error } from './error';
import { CHECKSUM_HEADERS } from './put-object';
import { type BucketCall, emptyAnswer, type ObjectCall, type Operation, xmlAnswer } from './request';
import { type Element, malformed, readXml, textOf, type Xml } from './xml';

export const deleteObject: Operation = {
  handle(call) {
    remove(call);
    return emptyAnswer(204);
  },
};

export const deleteObjects: Operation<BucketCall> = {
  query: ['delete'],
  headers: CHECKSUM_HEADERS,
  handle(call) {
    const { headers, trailer, body, target } = call;
    if (!verifyChecksums(headers, trailer, body) && headers['content-md5'] === undefined) {
      throw invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
    }
    const document = readXml(body, 'Delete');
    const quiet = textOf(document, 'Quiet') === 'true';
    const objects = document.children.filter(({ name }) => name === 'Object');
    if (objects.length < 1 || objects.length > 1000 || document.children.some(({ name }) => !['Object', 'Quiet'].includes(name))) throw malformed();
    const results = objects.map((object): Xml | undefined => {
      const { key, ifMatch } = readObject(object);
      try {
        remove({ ...call, key, target, arn: `${target.arn}/${key}` }, ifMatch);
        return quiet ? undefined : ['Deleted', [['Key', key]]];
      } catch (error) {
        if (!(error instanceof S3Error)) throw error;
        return ['Error', [['Key', key], ['Code', error.code], ['Message', error.message]]];
      }
    });
    return xmlAnswer(['DeleteResult', results.filter((result) => result !== undefined)]);
  },
};

/** To delete what is not there succeeds. */
function remove(call: ObjectCall, ifMatch?: string): void {
  call.access.require('s3:DeleteObject', call.arn);
  checkDelete(call, ifMatch);
  call.target.objects.delete(call.key);
}

function readObject(object: Element): { key: string; ifMatch?: string } {
  const unknown = object.children.find(({ name }) => !['Key', 'ETag'].includes(name));
  if (unknown) throw notImplemented(`the element ${unknown.name} of DeleteObjects`);
  const key = textOf(object, 'Key');
  if (!key) throw malformed();
  return { key, ifMatch: textOf(object, 'ETag') };
}
