import { open, readFile } from "node:fs/promises";
import type { DevelopmentPlan, ImageFormat, Inspected, Sha256, Warning } from "@tintype/core";
import type { SharpConstructor } from "sharp";
import { checkLimits } from "./check-limits.ts";
import { type Cicp, isHdr, isWide } from "./colour/cicp.ts";
import { isSrgb } from "./colour/is-srgb.ts";
import { type HeifPicture, holdsFilm, readHeif } from "./heif/read-heif.ts";
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
  /** How its frames follow one another, where they are a film and not pages. */
  readonly motion: Motion | undefined;
  readonly maxPixels: number;
  /** It has more than 8 bits a channel. */
  readonly isDeep: boolean;
  /** What its colours mean, where code points say that they are not those of sRGB. */
  readonly cicp: Cicp | undefined;
  /** The profile of its colours, where that says more than that they are those of sRGB. */
  readonly icc: Buffer | undefined;
  /** Its pixels are coded as red, green and blue. */
  readonly isRgb: boolean;
  readonly exif: Buffer | undefined;
}

interface Motion {
  /** How often it is played; 0 is for ever. */
  readonly loop?: number;
  /** Milliseconds that each frame stays. */
  readonly delay?: number[];
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
  const sniffed = sniffFormat(await headOf(path));
  const isHeif = sniffed === "heic" || sniffed === "avif";
  const heif = isHeif ? heifIn(await readFile(path)) : undefined;
  const format = heif === undefined ? sniffed : formatOf(heif);
  const found = await metadataOf(sharp, path, isHeif);
  const { width, height } = found.autoOrient;
  // The other pictures of a HEIF are no frames of it, and never decoded.
  const frames = isHeif ? 1 : (found.pages ?? 1);
  checkLimits(width, height, frames, limits);
  const { exif, loop, delay, space } = found;
  const icc = found.icc === undefined || isSrgb(found.icc) ? undefined : found.icc;
  const isFilm = (format === "gif" || format === "webp") && frames > 1 && (found.orientation ?? 1) === 1;
  const motion = isFilm ? { ...(loop !== undefined && { loop }), ...(delay && { delay }) } : undefined;
  const isDeep = found.depth !== "uchar";
  const cicp = heif?.cicp && meaningOf(heif.cicp, found.icc);
  const colours = { isDeep, cicp, icc, isRgb: space === "srgb" };
  return { path, format, width, height, frames, motion, maxPixels: limits.pixels, ...colours, exif };
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

function heifIn(file: Buffer): HeifPicture | undefined {
  const heif = readHeif(file);
  if (heif === undefined && holdsFilm(file)) throw unsupported(filmSentence);
  return heif;
}

const filmSentence =
  "This is a film or a series of pictures. Photos alone can be sent: export the picture that you want to keep as JPEG.";

function formatOf({ coding }: HeifPicture): "heic" | "avif" {
  if (coding === "av01") return "avif";
  if (coding === "hvc1" || coding === "hev1") return "heic";
  throw unsupported("This HEIF holds a picture that is coded in an unusual way. Export it as JPEG and send that.");
}

/** A profile says more than code points do, but for HDR, which profiles cannot describe. */
const meaningOf = (cicp: Cicp, icc: Buffer | undefined): Cicp | undefined =>
  isHdr(cicp) || (isWide(cicp) && icc === undefined) ? cicp : undefined;

async function headOf(path: string): Promise<Uint8Array> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return buffer.subarray(0, bytesRead);
}

async function metadataOf(sharp: SharpConstructor, path: string, isHeif: boolean) {
  try {
    // Limits are checked by us: sharp's own would hide the numbers, and libvips' own refuse the many tiles of a phone's
    // 48 megapixels (github.com/libvips/libvips/pull/5034).
    return await sharp(path, { limitInputPixels: false, unlimited: isHeif }).metadata();
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
