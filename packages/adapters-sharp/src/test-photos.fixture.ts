import { crc32, deflateSync } from "node:zlib";
import type { GifOptions, Sharp } from "sharp";
import { openSharp } from "./open-sharp.ts";

/** Three channels of 8 bits, row by row. */
export interface Raster {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

type Colour = readonly [red: number, green: number, blue: number];

export function rasterOf(width: number, height: number, colourAt: (x: number, y: number) => Colour): Raster {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) data.set(colourAt(x, y), (y * width + x) * 3);
  }
  return { data, width, height };
}

/** Red and green above, blue and yellow below: no turn or mirror of it looks the same. */
export const quadrants = (width: number, height: number): Raster =>
  rasterOf(width, height, (x, y) => {
    const isLeft = x < width / 2;
    if (y < height / 2) return isLeft ? [220, 30, 30] : [30, 200, 30];
    return isLeft ? [30, 30, 220] : [220, 220, 30];
  });

/** Something that does not compress to nothing, and the same for the same seed. */
export const texture = (width: number, height: number, seed = 1): Raster =>
  rasterOf(width, height, (x, y) => {
    const wave = Math.sin((x * seed) / 9) * Math.cos(y / 7) * 60;
    return [128 + wave, 100 + (x * 100) / width, 90 + (y * 100) / height].map(Math.round) as unknown as Colour;
  });

export async function drawn({ data, width, height }: Raster): Promise<Sharp> {
  const sharp = await openSharp();
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Where the pixel in row `r` and column `c` of a file is seen, by its orientation (EXIF 4.6.5; TIFF 6.0, Orientation). */
const seenAt: Readonly<Record<number, (r: number, c: number, w: number, h: number) => [x: number, y: number]>> = {
  1: (r, c) => [c, r],
  2: (r, c, w) => [w - 1 - c, r],
  3: (r, c, w, h) => [w - 1 - c, h - 1 - r],
  4: (r, c, _, h) => [c, h - 1 - r],
  5: (r, c) => [r, c],
  6: (r, c, w) => [w - 1 - r, c],
  7: (r, c, w, h) => [w - 1 - r, h - 1 - c],
  8: (r, c, _, h) => [r, h - 1 - c],
};

/** How a camera that was held so stores what is seen: the pixels turned, and a note that says how. */
export async function storedBy(orientation: number, seen: Raster): Promise<Sharp> {
  const [width, height] = orientation < 5 ? [seen.width, seen.height] : [seen.height, seen.width];
  const stored = rasterOf(width, height, (c, r) => {
    const [x, y] = seenAt[orientation]?.(r, c, seen.width, seen.height) ?? [0, 0];
    const [red = 0, green = 0, blue = 0] = seen.data.subarray((y * seen.width + x) * 3);
    return [red, green, blue];
  });
  return (await drawn(stored)).withMetadata({ orientation });
}

/** The pixels of an encoded picture, four channels each. */
export async function seenIn(
  encoded: Uint8Array,
): Promise<{ width: number; height: number; at(x: number, y: number): number[] }> {
  const sharp = await openSharp();
  // The product reads files alone; renditions are looked at where they are.
  sharp.unblock({ operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadWebpBuffer"] });
  const { data, info } = await sharp(encoded).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => {
    const offset = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 4;
    return [...data.subarray(offset, offset + 4)];
  };
  return { width: info.width, height: info.height, at };
}

/** A PNG whose header claims what it likes; its pixels are the beginning of something. */
export function pngClaiming(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([
    signature,
    pngChunk("IHDR", header),
    pngChunk("IDAT", deflateSync(Buffer.alloc(1_000))),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

export function pngChunk(type: string, body: Buffer): Buffer {
  const chunk = Buffer.alloc(body.length + 12);
  chunk.writeUInt32BE(body.length, 0);
  chunk.write(type, 4, "latin1");
  body.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, body.length + 8)), body.length + 8);
  return chunk;
}

/** A PNG of a red that is there above, and transparent below. */
export async function halfTransparent(width: number, height: number): Promise<Buffer> {
  const sharp = await openSharp();
  const data = Buffer.alloc(width * height * 4, Buffer.from([200, 0, 0, 0]));
  data.fill(Buffer.from([200, 0, 0, 255]), 0, data.length / 2);
  return sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}

/** A GIF of `frames` frames, each another shade of grey: the first is black. */
export async function gifOf(width: number, height: number, frames: number, pace: GifOptions = {}): Promise<Buffer> {
  const sharp = await openSharp();
  const data = Buffer.alloc(width * height * frames * 3);
  for (let frame = 0; frame < frames; frame += 1) {
    data.fill(Math.floor((frame * 255) / frames), frame * width * height * 3, (frame + 1) * width * height * 3);
  }
  return sharp(data, { raw: { width, height: height * frames, channels: 3, pageHeight: height } })
    .gif({ interFrameMaxError: 0, keepDuplicateFrames: true, ...pace })
    .toBuffer();
}
