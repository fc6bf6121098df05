/** S3's errors: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html. */
export class S3Error extends Error {
  constructor(readonly status: number, readonly code: string, message: string, readonly details: Record<string, string> = {}) {
    super(message);
  }
}

/** What this stand-in does not do. 501 is S3's own answer to what it does not implement; the text names what. */
export function notImplemented(what: string): S3Error {
  return new S3Error(501, 'NotImplemented', `The local S3 does not implement ${what}.`);
}

export function invalidRequest(message: string): S3Error {
  return new S3Error(400, 'InvalidRequest', message);
}

export function invalidArgument(message: string): S3Error {
  return new S3Error(400, 'InvalidArgument', message);
}

export function noSuchKey(key: string): S3Error {
  return new S3Error(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
}

export function preconditionFailed(condition: string): S3Error {
  return new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', { Condition: condition });
}
