import type { DevelopedRendition, RenditionPlan } from "@tintype/core";
import type { SharpConstructor } from "sharp";
import { webpEffort } from "./encode-rendition.ts";
import type { Picture } from "./inspect-original.ts";
import { fitting } from "./pixels.ts";

/** Whether a rendition of this picture moves. */
export function isMoving(
  { motion, width, height, frames }: Picture,
  { edge = Number.POSITIVE_INFINITY, format, moves = false }: RenditionPlan,
): boolean {
  if (motion === undefined || !(format === "faithful" || (format === "webp" && moves))) return false;
  const scale = Math.min(1, edge / Math.max(width, height));
  return width * height * scale ** 2 * frames <= mostPixels;
}

/** Over all frames of one rendition: 3 s of one core, and 200 MB. A thumb of 480 × 480 may have 217 of them. */
const mostPixels = 50_000_000;

/** Encodes every frame of a moving picture, out of bare pixels like `encodeRendition`. Throws on the first damage. */
export async function encodeMoving(
  sharp: SharpConstructor,
  { path, maxPixels, motion = {} }: Picture,
  { name, edge, quality }: RenditionPlan,
): Promise<DevelopedRendition> {
  const all = sharp(path, { animated: true, failOn: "warning", limitInputPixels: maxPixels });
  const { data, info } = await fitting(all, edge).toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels, pageHeight = height, pages = 1 } = info;
  const body = await sharp(data, { raw: { width, height, channels, pageHeight }, limitInputPixels: false })
    .webp({ quality, effort: webpEffort, ...motion })
    .toBuffer();
  return { kind: "rendition", name, contentType: "image/webp", width, height: pageHeight, frames: pages, body };
}
