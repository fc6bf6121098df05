import { createHash } from 'node:crypto';

/** Whole numbers below `most` that look random, and are the same for the same seed. */
export const seeded = (seed: number) => {
  let count = 0;
  return (most: number): number => createHash('sha256').update(`${seed}/${count++}`).digest().readUInt32BE() % most;
};

/** So many copies of the bytes, each with one bit turned. */
export const bitFlips = (bytes: Buffer, count: number, seed: number): Buffer[] => {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const copy = Buffer.from(bytes);
    const at = random(bytes.length);
    const bit = 2 ** random(8);
    copy[at] += Math.floor(copy[at] / bit) % 2 === 0 ? bit : -bit;
    return copy;
  });
};
