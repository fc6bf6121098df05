/**
 * `cognito-auth-api/snapshot`: for the snapshot tests of those who use the construct. Masks in a template what changes with each release of this
 * package or of CDK though nothing of yours did: the hashes of handlers' code, files and images, and the versions that CDK reports.
 * Plain JavaScript that needs neither jest nor vitest, and no other package.
 */

/** Stands for the hash of a handler's code, of a file or of an image. */
const ASSET_HASH = 'ASSET_HASH';
/** Stands for what CDK reports on which versions were used. */
const VERSIONS = 'VERSIONS';

/** SHA-256 as CDK writes it in keys of S3, in tags of images and in names of folders: never a part of something longer. */
const HASH = /(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])/g;
/** `Analytics` of `AWS::CDK::Metadata`: https://docs.aws.amazon.com/cdk/v2/guide/usage-data.html */
const ANALYTICS = /^v2:(?:deflate64|plaintext):\S+$/;

const maskText = (text: string): string => text.replace(HASH, ASSET_HASH).replace(ANALYTICS, VERSIONS);

/** A copy of a template, or of any part of one, in which nothing is left of asset hashes and CDK's versions. Everything else stays as it is. */
export const maskTemplate = <Value>(value: Value): Value => {
  if (typeof value === 'string') {
    return maskText(value) as Value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => maskTemplate(item)) as Value;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [maskText(key), maskTemplate(item)])) as Value;
  }
  return value;
};

/** What jest's and vitest's `expect.addSnapshotSerializer` take. */
export interface SnapshotSerializer {
  test(value: unknown): boolean;
  serialize(value: any, config: any, indentation: string, depth: number, refs: any[], printer: (...args: any[]) => string): string;
}

/** Whether there is something to mask: in a text, wherever it stands in what is printed. */
export const test = (value: unknown): boolean => typeof value === 'string' && maskText(value) !== value;

/** Prints it masked. */
export const serialize = (
  value: any, config: any, indentation: string, depth: number, refs: any[], printer: (...args: any[]) => string,
): string => printer(maskTemplate(value), config, indentation, depth, refs);

/** `expect.addSnapshotSerializer(snapshotSerializer)`; or name `cognito-auth-api/snapshot` among `snapshotSerializers` of the configuration. */
export const snapshotSerializer: SnapshotSerializer = { test, serialize };
