import type { ImageProcessor } from "@tintype/core";
import { createSeededRandom, streamOf } from "@tintype/core/testing";
import type { Sharp } from "sharp";
import { usualPlan } from "../develop-bytes.fixture.ts";
import { heicOf } from "../heif/heic.fixture.ts";
import { drawn, gifOf, halfTransparent, texture } from "../test-photos.fixture.ts";
import { talkativePhotos } from "./talkative-photos.fixture.ts";

/** What came of many mutants. A seed and a number make each of them again. */
export interface Fuzzed {
  readonly developed: number;
  /** By reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** Those that the processor was brought down by, with how. */
  readonly failed: readonly string[];
}

/** Small pictures of every format, in many of its ways. */
async function fuzzCorpus(): Promise<readonly Buffer[]> {
  const draw = (seed: number) => drawn(texture(64, 48, seed));
  const ways: readonly ((picture: Sharp) => Sharp)[] = [
    (picture) => picture.jpeg(),
    (picture) => picture.jpeg({ progressive: true, chromaSubsampling: "4:4:4" }),
    (picture) => picture.toColourspace("cmyk").jpeg(),
    (picture) => picture.greyscale().jpeg(),
    (picture) => picture.png(),
    (picture) => picture.png({ palette: true }),
    (picture) => picture.toColourspace("rgb16").png(),
    (picture) => picture.webp(),
    (picture) => picture.webp({ lossless: true }),
    (picture) => picture.ensureAlpha(0.5).webp({ alphaQuality: 50 }),
    (picture) => picture.tiff({ compression: "lzw", predictor: "horizontal" }),
    (picture) => picture.tiff({ compression: "deflate", tile: true, tileWidth: 32, tileHeight: 32 }),
    (picture) => picture.tiff({ compression: "jpeg" }),
    (picture) => picture.tiff({ bigtiff: true, compression: "none" }),
    (picture) => picture.avif({ effort: 0 }),
    (picture) => picture.avif({ effort: 0, bitdepth: 10 }),
  ];
  const drawings = await Promise.all(ways.map(async (way, seed) => way(await draw(seed + 1)).toBuffer()));
  const talkative = (await talkativePhotos(3)).map(({ bytes }) => bytes);
  const film = await gifOf(24, 16, 5);
  const heics = [heicOf(), heicOf({ grid: { columns: 2, rows: 2, width: 200, height: 150 }, turns: 1, mirror: 1 })];
  return [...drawings, ...talkative, film, await halfTransparent(40, 30), ...heics];
}

/** The mutant of that number. */
function mutantOf(corpus: readonly Buffer[], seed: number, number: number): Buffer<ArrayBuffer> {
  const random = createSeededRandom(seed * 1_000_003 + number);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)];
    if (item === undefined) throw new RangeError("There is nothing to pick from.");
    return item;
  };
  let bytes = Buffer.from(pick(corpus));
  // Mostly gently, so that decoders get far.
  for (let times = 1 + below(below(4) + 1); times > 0; times -= 1) {
    bytes = pick(below(2) === 0 ? mutations.slice(0, 2) : mutations)(bytes, below, pick(corpus));
  }
  return bytes;
}

type Mutation = (bytes: Buffer<ArrayBuffer>, below: (limit: number) => number, other: Buffer) => Buffer<ArrayBuffer>;

const extremes = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff];

/** Headers matter most: half of what is aimed at lies in the first quarter. */
const somewhere = (bytes: Buffer, below: (limit: number) => number): number =>
  below(Math.max(1, below(2) === 0 ? bytes.length >> 2 : bytes.length));

const mutations: readonly Mutation[] = [
  // Some bits.
  (bytes, below) => {
    for (let flips = 1 + below(1 + below(16)); flips > 0 && bytes.length > 0; flips -= 1) {
      const at = somewhere(bytes, below);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
    }
    return bytes;
  },
  // A number that is as large or as small as it gets, in either order.
  (bytes, below) => {
    const value = extremes[below(extremes.length)] ?? 0;
    const at = somewhere(bytes, below);
    if (at + 4 > bytes.length) return bytes;
    if (below(2) === 0) bytes.writeUInt32BE(value, at);
    else bytes.writeUInt32LE(value, at);
    return bytes;
  },
  // A stretch of one byte.
  (bytes, below) => {
    const at = somewhere(bytes, below);
    return bytes.fill([0, 0xff, below(256)][below(3)] ?? 0, at, Math.min(bytes.length, at + 1 + below(64)));
  },
  // A stretch of noise.
  (bytes, below) => {
    const at = somewhere(bytes, below);
    for (let place = at; place < Math.min(bytes.length, at + 32); place += 1) bytes[place] = below(256);
    return bytes;
  },
  // The end is missing.
  (bytes, below) => bytes.subarray(0, below(bytes.length + 1)),
  // A stretch is missing, or there twice.
  (bytes, below) => {
    const at = somewhere(bytes, below);
    const end = at + 1 + below(200);
    const middle = below(2) === 0 ? [] : [bytes.subarray(at, end), bytes.subarray(at, end)];
    return Buffer.concat([bytes.subarray(0, at), ...middle, bytes.subarray(end)]);
  },
  // The rest is that of another picture.
  (bytes, below, other) => {
    const at = below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), other.subarray(Math.min(at, other.length))]);
  },
  // Something stands before it, or behind.
  (bytes, below, other) =>
    below(2) === 0 ? Buffer.concat([bytes, other]) : Buffer.concat([other.subarray(0, below(40)), bytes]),
];

interface FuzzOptions {
  readonly seed: number;
  readonly count: number;
  /** How many are given to the processor at once. */
  readonly atOnce: number;
}

/** Has mutants developed. Rejects when one ends in a way that the port does not know. */
export async function fuzz(images: ImageProcessor, { seed, count, atOnce }: FuzzOptions): Promise<Fuzzed> {
  const corpus = await fuzzCorpus();
  const refused: Record<string, number> = {};
  const failed: string[] = [];
  let [next, developed] = [0, 0];
  const work = async (): Promise<void> => {
    for (let number = next++; number < count; number = next++) {
      const error = await errorOf(images, mutantOf(corpus, seed, number));
      if (error === undefined) developed += 1;
      else if (error.code === "image_refused") refused[error.reason] = (refused[error.reason] ?? 0) + 1;
      else if (error.code === "image_processor_failed")
        failed.push(`${seed}/${number}: ${error.reason} ${error.cause}`);
      else throw error;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { developed, refused, failed };
}

const plan = {
  ...usualPlan,
  renditions: [
    { name: "thumb", edge: 32, format: "webp", quality: 60 },
    { name: "copy", format: "faithful", quality: 60 },
  ],
} as const;

interface PortError extends Error {
  readonly code: string;
  readonly reason: string;
}

async function errorOf(images: ImageProcessor, bytes: Buffer<ArrayBuffer>): Promise<PortError | undefined> {
  try {
    for await (const _ of images.develop(streamOf(bytes), plan));
    return undefined;
  } catch (error) {
    return error as PortError;
  }
}
