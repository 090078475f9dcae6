import type { DevelopedRendition, RenditionPlan } from "@tintype/core";
import type { Sharp, SharpConstructor } from "sharp";
import type { Pixels } from "./pixels.ts";

/**
 * Encodes one rendition out of decoded pixels, smaller where the plan says so. Bare pixels carry no metadata, so none
 * can get through. JPEG has no alpha: it stands on white.
 */
export async function encodeRendition(
  sharp: SharpConstructor,
  pixels: Pixels,
  { name, edge = Number.POSITIVE_INFINITY, format, quality }: RenditionPlan,
): Promise<DevelopedRendition> {
  const { data, ...raw } = pixels;
  const picture = sharp(data, { raw, limitInputPixels: false });
  const fitted =
    edge < Math.max(raw.width, raw.height) ? picture.resize({ width: edge, height: edge, fit: "inside" }) : picture;
  const encoding = format === "faithful" ? (isTransparent(pixels) ? "png" : "finestJpeg") : format;
  const { data: body, info } = await encoders[encoding](fitted, quality).toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  return { kind: "rendition", name, contentType: `image/${info.format}`, width, height, frames: 1, body };
}

/** Measured at 1280 pixels: 4 takes 2.2 times as long and saves 3 % of the bytes; 0 saves a quarter of the time and costs 27 %. */
export const webpEffort = 2;

const onWhite = (picture: Sharp): Sharp => picture.flatten({ background: "#ffffff" });

const encoders = {
  webp: (picture: Sharp, quality: number) => picture.webp({ quality, effort: webpEffort }),
  jpeg: (picture: Sharp, quality: number) => onWhite(picture).jpeg({ quality }),
  finestJpeg: (picture: Sharp, quality: number) => onWhite(picture).jpeg({ quality, chromaSubsampling: "4:4:4" }),
  png: (picture: Sharp) => picture.png(),
};

function isTransparent({ data, channels }: Pixels): boolean {
  for (let at = 3; channels === 4 && at < data.length; at += 4) if (data[at] !== 255) return true;
  return false;
}
