import type { Pixels } from "../pixels.ts";

/**
 * Pixels with the profile that describes their colours, as a TIFF (TIFF 6.0, baseline; ICC.1 annex B.4): the one way to
 * hand both to sharp.
 */
export function withProfile({ data, width, height, channels }: Pixels, icc: Uint8Array): Buffer {
  const hasAlpha = channels === 4;
  const bits = Buffer.alloc(channels * 2, Buffer.from([8, 0]));
  const bitsAt = 8 + 2 + (hasAlpha ? 11 : 10) * 12 + 4;
  const iccAt = bitsAt + bits.length;
  const entries = [
    entry(256, LONG, 1, width),
    entry(257, LONG, 1, height),
    entry(258, SHORT, channels, bitsAt),
    entry(259, SHORT, 1, uncompressed),
    entry(262, SHORT, 1, rgb),
    entry(273, LONG, 1, iccAt + icc.length),
    entry(277, SHORT, 1, channels),
    entry(278, LONG, 1, height),
    entry(279, LONG, 1, data.length),
    ...(hasAlpha ? [entry(338, SHORT, 1, plainAlpha)] : []),
    entry(34_675, UNDEFINED, icc.length, iccAt),
  ];
  const start = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, entries.length, 0]);
  return Buffer.concat([start, ...entries, Buffer.alloc(4), bits, icc, data]);
}

const [SHORT, LONG, UNDEFINED] = [3, 4, 7];
const [uncompressed, rgb, plainAlpha] = [1, 2, 2];

function entry(tag: number, type: number, count: number, value: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16LE(tag, 0);
  bytes.writeUInt16LE(type, 2);
  bytes.writeUInt32LE(count, 4);
  bytes.writeUInt32LE(value, 8);
  return bytes;
}
