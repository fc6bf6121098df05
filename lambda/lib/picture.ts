import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Bucket, s3 } from './objects';
import { PICTURE_TYPES, PICTURE_URL_SECONDS } from '../../src/contract/limits';
import { accountObjects } from '../../src/contract/objects';

export type PictureType = typeof PICTURE_TYPES[number];

/** What the person's picture is, or undefined where there is none. Reads a byte of it: a HEAD's answer could not say whether key or bucket is missing. */
export const pictureTypeOf = async (sub: string): Promise<PictureType | undefined> => {
  try {
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket, Key: accountObjects.picture(sub), Range: 'bytes=0-0' }));
    await Body!.transformToByteArray();
    return PICTURE_TYPES.find((type) => type === ContentType);
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') {
      return undefined;
    }
    throw error;
  }
};

/** An address of the person's picture. S3 will answer it as an image of that type, whatever else the object says: never as a page. */
export const pictureAddress = async (sub: string, content_type: PictureType) => ({
  url: await getSignedUrl(s3, new GetObjectCommand({
    Bucket,
    Key: accountObjects.picture(sub),
    ResponseContentType: content_type,
    ResponseContentDisposition: 'inline',
    ResponseCacheControl: 'no-store',
  }), { expiresIn: PICTURE_URL_SECONDS }),
  content_type,
  expires_in: PICTURE_URL_SECONDS,
});
