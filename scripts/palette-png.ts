import { crc32, deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

/** Colours that a picture of a page needs: text is greys, the rest is flat. */
const COLOURS = 128;

const chunk = (type: string, data: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};

const channels = (colour: number): number[] => [Math.floor(colour / 65_536), Math.floor(colour / 256) % 256, colour % 256];

const distance = (one: number, other: number): number => {
  const channelsOfOther = channels(other);
  return channels(one).reduce((sum, value, index) => sum + (value - channelsOfOther[index]) ** 2, 0);
};

/** The same picture with one byte for each pixel: the most frequent colours, and the nearest of them for the others. A quarter of the size. */
export function palettePng(png: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(png);
  const pixels = Uint32Array.from({ length: width * height }, (_, index) => data.readUIntBE(index * 4, 3));
  const counts = new Map<number, number>();
  pixels.forEach((colour) => counts.set(colour, (counts.get(colour) ?? 0) + 1));
  const palette = [...counts].sort(([, one], [, other]) => other - one).slice(0, COLOURS).map(([colour]) => colour);
  const indexes = new Map(palette.map((colour, index) => [colour, index]));
  const nearest = (colour: number): number => {
    const known = indexes.get(colour);
    if (known !== undefined) return known;
    const index = palette.reduce((best, candidate, at) => distance(candidate, colour) < distance(palette[best], colour) ? at : best, 0);
    indexes.set(colour, index);
    return index;
  };
  // Each row begins with its filter: none.
  const rows = Buffer.alloc((width + 1) * height);
  pixels.forEach((colour, index) => { rows[index + Math.floor(index / width) + 1] = nearest(colour); });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
