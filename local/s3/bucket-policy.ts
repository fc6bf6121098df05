/** AWS::S3::BucketPolicy. */
import { parsePolicyDocument, type Statement } from '../iam';
import type { Resource } from '../service';
import { Known } from './properties';

export function parseBucketPolicy(resource: Resource): { bucket: string; statements: Statement[] } {
  const properties = Known.of(resource);
  const bucket = properties.text('Bucket') ?? '';
  const statements = parsePolicyDocument(properties.raw('PolicyDocument'));
  properties.end();
  for (const statement of statements) {
    if (!statement.principals) throw properties.problem('PolicyDocument', 'each statement of a bucket policy needs a Principal');
    // Unsigned requests are always refused, so this would be half honoured.
    if (statement.effect === 'Allow' && statement.principals.includes('*')) {
      throw properties.problem('PolicyDocument', 'an Allow to everybody is not supported by the local S3');
    }
  }
  return { bucket, statements };
}
