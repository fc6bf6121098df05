import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { toBuffer } from 'qrcode';
import { environment } from './environment';
import { Bucket, s3 } from './objects';

/** Seconds. */
const URL_LIFETIME = 600;

/** An address that an img element can show: of the image in the bucket, or, where none may be stored, the image itself. */
export const qrCodeUrl = async (Key: string, content: string): Promise<string> => {
  const image = await toBuffer(content, { type: 'png', errorCorrectionLevel: 'M', scale: 6 });
  if (environment.QR_CODE === 'INLINE') {
    return `data:image/png;base64,${image.toString('base64')}`;
  }
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: image, ContentType: 'image/png', CacheControl: 'no-store' }));
  return getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: URL_LIFETIME });
};
