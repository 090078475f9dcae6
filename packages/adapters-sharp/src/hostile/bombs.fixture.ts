import { heicOf } from "../heif/heic.fixture.ts";
import { drawn, gifOf, pngClaiming, rasterOf } from "../test-photos.fixture.ts";
import { tiffBlock } from "./tiff-block.fixture.ts";

/** Files of some hundred bytes or a few kilobytes that claim to be more than anybody can hold, by what they claim. */
export async function bombs(): Promise<readonly (readonly [name: string, bytes: Buffer])[]> {
  const avif = await (await drawn(rasterOf(64, 64, () => [1, 2, 3]))).avif({ effort: 0 }).toBuffer();
  return [
    ...pngSizes.map(([w, h]) => [`PNG of ${w} × ${h}`, pngClaiming(w, h)] as const),
    ...jpegSizes.map(([w, h]) => [`JPEG of ${w} × ${h}`, jpegClaiming(w, h, 0xc0)] as const),
    ...jpegSizes.map(([w, h]) => [`progressive JPEG of ${w} × ${h}`, jpegClaiming(w, h, 0xc2)] as const),
    ...gifSizes.map(([w, h, n]) => [`GIF of ${n} × ${w} × ${h}`, gifClaiming(w, h, n)] as const),
    ["GIF of 101 real frames", await gifOf(8, 8, 101)],
    ...webpSizes.map(([w, h]) => [`WebP of ${w} × ${h}`, webpClaiming(w, h)] as const),
    ...losslessSizes.map(([w, h]) => [`lossless WebP of ${w} × ${h}`, losslessClaiming(w, h)] as const),
    ["WebP of 2,000 frames", webpFilm(2_000)],
    ...tiffSizes.map(([w, h]) => [`TIFF of ${w} × ${h}`, tiffClaiming(w, h)] as const),
    ["TIFF of 3,000 pages", tiffPages(3_000)],
    ["TIFF whose pages go round in a circle", tiffCircle()],
    ...heifSizes.map(([w, h]) => [`HEIC of ${w} × ${h}`, heicOf({ claims: [w, h] })] as const),
    ...heifSizes.map(([w, h]) => [`AVIF of ${w} × ${h}`, avifClaiming(avif, w, h)] as const),
    ["HEIC of 900 tiles", heicOf({ grid: { columns: 30, rows: 30, width: 60_000, height: 60_000 } })],
    [
      "HEIC of two tiles that are huge",
      heicOf({ grid: { columns: 2, rows: 1, width: 60_000, height: 40_000 }, claims: [30_000, 40_000] }),
    ],
  ];
}

const pngSizes = [
  [60_000, 60_000],
  [2 ** 31 - 1, 2 ** 31 - 1],
  [16_385, 1],
  [1, 16_385],
  [16_384, 16_384],
  [10_001, 10_000],
  [2_000_000, 1],
] as const;
const jpegSizes = [
  [65_535, 65_535],
  [16_385, 16],
  [16_384, 16_384],
  [12_000, 9_000],
] as const;
const gifSizes = [
  [65_535, 65_535, 1],
  [16_385, 1, 1],
  [1_000, 1_000, 101],
  [1_100, 1_000, 100],
  [1, 1, 5_000],
] as const;
const webpSizes = [
  [16_384, 16_384],
  [20_000, 10],
  [16_777_216, 200],
] as const;
const losslessSizes = [
  [16_384, 16_384],
  [12_000, 12_000],
] as const;
const tiffSizes = [
  [60_000, 60_000],
  [1, 2_000_000],
  [2 ** 31 - 1, 2 ** 31 - 1],
  [2 ** 32 - 1, 2 ** 32 - 1],
] as const;
const heifSizes = [
  [60_000, 60_000],
  [16_385, 16],
  [16_384, 16_384],
  [2 ** 32 - 1, 2 ** 32 - 1],
] as const;

/** A table, a frame header (ITU-T T.81, B.2.2), and the beginning of a scan. */
function jpegClaiming(width: number, height: number, marker: number): Buffer {
  const table = Buffer.concat([Buffer.from([0xff, 0xdb, 0, 67, 0]), Buffer.alloc(64, 16)]);
  const frame = Buffer.from([0xff, marker, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const scan = Buffer.from([0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, 1, 2, 3, 0xff, 0xd9]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), table, frame, scan]);
}

/** One frame that fills the screen, or many of one pixel (GIF89a). */
function gifClaiming(width: number, height: number, frames: number): Buffer {
  const screen = Buffer.from("GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff", "latin1");
  screen.writeUInt16LE(width, 6);
  screen.writeUInt16LE(height, 8);
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
  if (frames === 1) screen.copy(frame, 5, 6, 10);
  return Buffer.concat([screen, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])]);
}

const riff = (...chunks: readonly Buffer[]): Buffer => {
  const body = Buffer.concat([Buffer.from("WEBP"), ...chunks]);
  return Buffer.concat([Buffer.from("RIFF"), u32(body.length), body]);
};
const chunk = (name: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(name), u32(body.length), body, Buffer.alloc(body.length % 2)]);
const u24 = (value: number): Buffer => u32(value).subarray(0, 3);
function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const canvas = (flags: number, width: number, height: number): Buffer =>
  chunk("VP8X", Buffer.concat([Buffer.from([flags, 0, 0, 0]), u24(width - 1), u24(height - 1)]));

const webpClaiming = (width: number, height: number): Buffer =>
  riff(canvas(0, width, height), chunk("VP8 ", keyFrame(Math.min(width, 16_383), Math.min(height, 16_383))));

/** RFC 6386, 9.1. */
const keyFrame = (width: number, height: number): Buffer =>
  Buffer.concat([
    Buffer.from([0x10, 2, 0, 0x9d, 1, 0x2a, width & 255, width >> 8, height & 255, height >> 8]),
    Buffer.alloc(40),
  ]);

/** 14 bits each of width and height, less one (RFC 9649, 3.4). */
const losslessClaiming = (width: number, height: number): Buffer =>
  riff(
    chunk(
      "VP8L",
      Buffer.concat([Buffer.from([0x2f]), u32((((height - 1) << 14) | (width - 1)) >>> 0), Buffer.alloc(40)]),
    ),
  );

function webpFilm(frames: number): Buffer {
  const frame = chunk("ANMF", Buffer.concat([Buffer.alloc(16), chunk("VP8 ", keyFrame(1, 1))]));
  return riff(canvas(2, 1, 1), chunk("ANIM", Buffer.alloc(6)), ...Array.from({ length: frames }, () => frame));
}

const long = (value: number) => ({ bytes: u32(value) });

function tiffClaiming(width: number, height: number): Buffer {
  const block = tiffBlock({
    256: long(width),
    257: long(height),
    258: long(8),
    259: long(1),
    262: long(1),
    273: long(8),
    277: long(1),
    278: long(height),
    279: long(64),
  });
  // The numbers are LONG, not UNDEFINED.
  for (let entry = 10; entry < 10 + 9 * 12; entry += 12) {
    block.writeUInt16LE(4, entry + 2);
    block.writeUInt32LE(1, entry + 4);
  }
  return block;
}

/** Page after page of one pixel. */
function tiffPages(pages: number): Buffer {
  const one = tiffClaiming(1, 1);
  const directory = one.subarray(8, 8 + 2 + 9 * 12 + 4);
  const all = Array.from({ length: pages }, (_, page) => {
    const copy = Buffer.from(directory);
    if (page + 1 < pages) copy.writeUInt32LE(8 + (page + 1) * directory.length, directory.length - 4);
    return copy;
  });
  return Buffer.concat([one.subarray(0, 8), ...all, Buffer.alloc(64)]);
}

function tiffCircle(): Buffer {
  const tiff = tiffClaiming(100_000, 100_000);
  tiff.writeUInt32LE(8, 8 + 2 + 9 * 12);
  return tiff;
}

function avifClaiming(avif: Buffer, width: number, height: number): Buffer {
  const claiming = Buffer.from(avif);
  const at = claiming.indexOf("ispe") + 8;
  claiming.writeUInt32BE(width, at);
  claiming.writeUInt32BE(height, at + 4);
  return claiming;
}
