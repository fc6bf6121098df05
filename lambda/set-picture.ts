import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { personOf } from './lib/access-token';
import { bearerOf } from './lib/bearer';
import { HttpError } from './lib/http-error';
import { insist } from './lib/insist';
import { Bucket, remove, s3 } from './lib/objects';
import { operation } from './lib/operation';
import { pictureAddress } from './lib/picture';
import { isPicture } from './lib/picture-type';
import { accountObjects } from '../src/contract/objects';

/** What came through the form, of which S3 has made sure that it is not too large. */
const uploaded = async (Key: string) => {
  try {
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return { type: ContentType, bytes: await Body!.transformToByteArray() };
  } catch (error) {
    throw (error as Error).name === 'NoSuchKey' ? new HttpError('PICTURE_NOT_UPLOADED', undefined, undefined, error) : error;
  }
};

/**
 * A form that was handed out before an erasure can still be sent after it. So an upload is nobody's picture until its owner, who must still be there, says
 * so here; else it expires. It is left where it is, so that this request can be repeated.
 */
export const handler = operation<'PUT /v1/users/{user_id}/picture'>(async (request) => {
  const { sub } = await bearerOf(request);
  const [from, to] = [accountObjects.uploadedPicture(sub), accountObjects.picture(sub)];
  const { type, bytes } = await uploaded(from);
  if (!isPicture(type, bytes)) {
    await remove(from);
    throw new HttpError('PICTURE_REFUSED');
  }
  // The bytes that were looked at, not a copy within S3: another upload may have come meanwhile.
  await s3.send(new PutObjectCommand({ Bucket, Key: to, Body: bytes, ContentType: type }));
  // An erasure ends the token before it removes the objects. So either it has found this one, or the token is refused now.
  await personOf(request.token).catch(async (error) => {
    await insist(() => remove(to));
    throw error;
  });
  return pictureAddress(sub, type);
});
