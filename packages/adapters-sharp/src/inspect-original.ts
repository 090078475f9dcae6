import { open, readFile } from "node:fs/promises";
import type { DevelopmentPlan, ImageFormat, Inspected, Sha256, Warning } from "@tintype/core";
import type { SharpConstructor } from "sharp";
import { checkLimits } from "./check-limits.ts";
import { type ExifNotes, readExif } from "./read-exif.ts";
import { unsupported } from "./refusal.ts";
import { headBytes, sniffFormat } from "./sniff-format.ts";
import { translateSharpError } from "./translate-sharp-error.ts";

/** An original in the scratch folder. */
export interface SpooledOriginal {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: Sha256;
}

/** What has to be known to decode an original. */
export interface Picture {
  readonly path: string;
  readonly format: ImageFormat;
  /** Upright. */
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly maxPixels: number;
  /** More than 8 bits a channel, in a colour space that a profile describes. */
  readonly isDeepWithProfile: boolean;
  readonly exif: Buffer | undefined;
}

/**
 * Says what an original is, by its bytes and before any pixel is decoded. Throws a `Refusal` for what is no photo, or
 * exceeds the limits.
 */
export async function openPicture(
  sharp: SharpConstructor,
  { path }: SpooledOriginal,
  { limits }: DevelopmentPlan,
): Promise<Picture> {
  const format = sniffFormat(await headOf(path));
  if (format === "heic") throw unsupported(heicSentence);
  const found = await metadataOf(sharp, path);
  if (found.compression === "hevc") throw unsupported(heicSentence);
  const { width, height } = found.autoOrient;
  const frames = found.pages ?? 1;
  checkLimits(width, height, frames, limits);
  const isDeepWithProfile = found.icc !== undefined && found.depth !== "uchar";
  return { path, format, width, height, frames, maxPixels: limits.pixels, isDeepWithProfile, exif: found.exif };
}

/** What the owner and the domain are told about it. */
export async function inspectOriginal(
  { bytes, sha256 }: SpooledOriginal,
  { path, format, width, height, frames, exif }: Picture,
): Promise<{ readonly inspected: Inspected; readonly warnings: readonly Warning[] }> {
  const { notes, warnings } = await notesOf(format === "tiff" ? await readFile(path) : exif);
  const contentType = `image/${format}`;
  return {
    inspected: { kind: "inspected", sha256, bytes, format, contentType, width, height, frames, ...notes },
    warnings,
  };
}

// Pixels of HEIC need an HEVC decoder, which the prebuilt sharp does not have.
const heicSentence =
  "iPhone HEIC photos are not supported yet. Set the camera to 'Most Compatible' " +
  "(Settings, Camera, Formats), or export this photo as JPEG and send that.";

async function headOf(path: string): Promise<Uint8Array> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return buffer.subarray(0, bytesRead);
}

async function metadataOf(sharp: SharpConstructor, path: string) {
  try {
    // Limits are checked by us: sharp's own would hide the numbers.
    return await sharp(path, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw translateSharpError(error);
  }
}

async function notesOf(
  exif: Buffer | undefined,
): Promise<{ readonly notes: ExifNotes; readonly warnings: readonly Warning[] }> {
  if (exif === undefined) return { notes: { times: {} }, warnings: [] };
  try {
    return { notes: await readExif(exif), warnings: [] };
  } catch {
    return { notes: { times: {} }, warnings: [unreadableNotes] };
  }
}

const unreadableNotes: Warning = {
  code: "metadata_damaged",
  detail: "The camera's notes in this file (date, place, settings) cannot be read.",
};
