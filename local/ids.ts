import { createHash } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A physical id of AWS's look. The same parts give the same id, so that a restart with `--data` finds its state again. */
export function stableId(length: number, ...parts: string[]): string {
  const digest = createHash('sha512').update(parts.join('\0')).digest();
  return Array.from(digest.subarray(0, length), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** The same in the look of a UUID. */
export function stableUuid(...parts: string[]): string {
  const digest = createHash('sha512').update(parts.join('\0')).digest('hex');
  return [digest.slice(0, 8), digest.slice(8, 12), `4${digest.slice(13, 16)}`, `8${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-');
}

/** A name as CloudFormation makes one: stack, logical id, and a suffix. */
export function physicalName(stackName: string, logicalId: string, longest = 64): string {
  const suffix = stableId(12, stackName, logicalId);
  return `${`${stackName}-${logicalId}`.slice(0, longest - suffix.length - 1)}-${suffix}`;
}
