import type { PICTURE_TYPES } from '../../src/contract/limits';

const starts = (bytes: Uint8Array, signature: string, at = 0): boolean => Buffer.from(bytes.subarray(at, at + signature.length)).toString('latin1') === signature;

/** How a file of each type begins: https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern */
const signatures: Record<typeof PICTURE_TYPES[number], (bytes: Uint8Array) => boolean> = {
  'image/png': (bytes) => starts(bytes, '\x89PNG\r\n\x1a\n'),
  'image/jpeg': (bytes) => starts(bytes, '\xff\xd8\xff'),
  'image/webp': (bytes) => starts(bytes, 'RIFF') && starts(bytes, 'WEBPVP', 8),
};

/** Whether the content is of the type that it is said to be of: S3 looks at the name of a type, not at what comes. */
export const isPicture = (type: string | undefined, bytes: Uint8Array): type is keyof typeof signatures =>
  type !== undefined && Object.hasOwn(signatures, type) && signatures[type as keyof typeof signatures](bytes);
