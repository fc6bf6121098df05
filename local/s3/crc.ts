/** The cyclic redundancy checks of S3's checksums, by table, on two 32-bit halves so that no BigInt is needed. */

/* eslint-disable no-bitwise */
type Table = { high: Uint32Array; low: Uint32Array };

/** The polynomial is reflected; a 32-bit one has a high half of 0. */
function table(high: number, low: number): Table {
  const result = { high: new Uint32Array(256), low: new Uint32Array(256) };
  for (let byte = 0; byte < 256; byte++) {
    let h = 0;
    let l = byte;
    for (let bit = 0; bit < 8; bit++) {
      const odd = l & 1;
      l = (l >>> 1) | ((h & 1) << 31);
      h >>>= 1;
      if (odd) {
        h ^= high;
        l ^= low;
      }
    }
    result.high[byte] = h;
    result.low[byte] = l;
  }
  return result;
}

const CRC32 = table(0, 0xedb88320);
const CRC32C = table(0, 0x82f63b78);
const CRC64NVME = table(0x9a6c9329, 0xac4bc9b5);

function crc32With({ low }: Table, data: Uint8Array): Buffer {
  let crc = 0xffffffff;
  for (const byte of data) crc = (crc >>> 8) ^ low[(crc ^ byte) & 0xff];
  const result = Buffer.alloc(4);
  result.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return result;
}

export const crc32 = (data: Uint8Array): Buffer => crc32With(CRC32, data);
export const crc32c = (data: Uint8Array): Buffer => crc32With(CRC32C, data);

export function crc64nvme(data: Uint8Array): Buffer {
  let high = 0xffffffff;
  let low = 0xffffffff;
  for (const byte of data) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ CRC64NVME.low[index];
    high = (high >>> 8) ^ CRC64NVME.high[index];
  }
  const result = Buffer.alloc(8);
  result.writeUInt32BE((high ^ 0xffffffff) >>> 0, 0);
  result.writeUInt32BE((low ^ 0xffffffff) >>> 0, 4);
  return result;
}
