import type { ImageFormat, Warning } from "@tintype/core";
import type { SharpConstructor } from "sharp";
import { lenient } from "./decode-picture.ts";
import type { Picture } from "./inspect-original.ts";
import { damaged } from "./refusal.ts";

/**
 * What to tell the owner of a picture whose decoder stumbled: how much of it is missing, or that it may look wrong.
 * Throws a `Refusal` where less than a quarter is there: nobody would call that a photo.
 */
export async function judgeDamage(sharp: SharpConstructor, picture: Picture): Promise<Warning> {
  const missing = await missingShare(sharp, picture);
  if (missing > mostMissing) {
    const there = Math.max(1, Math.round((1 - missing) * 100));
    throw damaged(
      `Only ${there} % of this photo can be read: the file is incomplete. Send it again, or another copy of it.`,
    );
  }
  const detail =
    missing > 0.005
      ? `The last ${Math.max(1, Math.round(missing * 100))} % of this photo is missing: the file is incomplete.`
      : "This file is damaged: parts of the photo may look wrong.";
  return { code: "image_damaged", detail };
}

const mostMissing = 0.75;

/** The share of rows at the end of the file that the decoder had to make up. */
async function missingShare(sharp: SharpConstructor, { path, format, maxPixels }: Picture): Promise<number> {
  const { data, info } = await sharp(path, { ...lenient, ignoreIcc: true, limitInputPixels: maxPixels })
    .resize({ width: 64, height: rows, fit: "fill" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rowLength = info.width * info.channels;
  const filling = fillingOf(format);
  let madeUp = 0;
  while (madeUp < rows) {
    const end = data.length - madeUp * rowLength;
    if (!data.subarray(end - rowLength, end).every((value) => Math.abs(value - filling) <= 1)) break;
    madeUp += 1;
  }
  return madeUp / rows;
}

const rows = 256;

/** What decoders put where nothing could be read: libjpeg's missing coefficients are mid-grey, others leave zeros. */
const fillingOf = (format: ImageFormat): number => (format === "jpeg" ? 128 : 0);
