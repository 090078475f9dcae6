import type { DevelopedRendition, RenditionPlan } from "@tintype/core";
import type { SharpConstructor } from "sharp";
import type { Pixels } from "./pixels.ts";

/**
 * Encodes one rendition out of decoded pixels, smaller where the plan says so. Bare pixels carry no metadata, so none
 * can get through. JPEG has no alpha: it stands on white.
 */
export async function encodeRendition(
  sharp: SharpConstructor,
  { data, ...raw }: Pixels,
  { name, edge, format, quality }: RenditionPlan,
): Promise<DevelopedRendition> {
  const picture = sharp(data, { raw });
  const fitting =
    edge < Math.max(raw.width, raw.height) ? picture.resize({ width: edge, height: edge, fit: "inside" }) : picture;
  const encoder =
    format === "webp"
      ? fitting.webp({ quality, effort: webpEffort })
      : fitting.flatten({ background: "#ffffff" }).jpeg({ quality });
  const { data: body, info } = await encoder.toBuffer({ resolveWithObject: true });
  return { kind: "rendition", name, contentType: `image/${format}`, width: info.width, height: info.height, body };
}

/** Measured at 1280 pixels: 4 takes 2.2 times as long and saves 3 % of the bytes; 0 saves a quarter of the time and costs 27 %. */
const webpEffort = 2;
