import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { bearerOf } from './lib/bearer';
import { Bucket, s3 } from './lib/objects';
import { operation } from './lib/operation';
import { MAX_PICTURE_BYTES, PICTURE_UPLOAD_SECONDS } from '../src/contract/limits';
import { accountObjects } from '../src/contract/objects';

/** A form, not a pre-signed PUT: only a form's policy makes S3 refuse what is too large. What the policy does not name, such as an ACL, S3 refuses as well. */
export const handler = operation<'POST /v1/users/{user_id}/picture'>(async (request) => {
  const { sub } = await bearerOf(request);
  const { url, fields } = await createPresignedPost(s3, {
    Bucket,
    Key: accountObjects.uploadedPicture(sub),
    Conditions: [['content-length-range', 1, MAX_PICTURE_BYTES]],
    Fields: { 'Content-Type': request.body.content_type },
    Expires: PICTURE_UPLOAD_SECONDS,
  });
  return { url, fields, expires_in: PICTURE_UPLOAD_SECONDS, max_bytes: MAX_PICTURE_BYTES };
});
