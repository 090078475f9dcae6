import type { Warning } from "@tintype/core";
import type { SharpConstructor } from "sharp";
import { lenient } from "./decode-picture.ts";
import type { Picture } from "./inspect-original.ts";
import type { Damage } from "./pixels.ts";
import { damaged } from "./refusal.ts";

/**
 * What to tell the owner of a photo whose decoder stumbled: how much of it is missing, or that it may look wrong.
 * Throws a `Refusal` where less than a quarter is there: nobody would call that a photo.
 */
export async function judgeDamage(sharp: SharpConstructor, picture: Picture, damage: Damage): Promise<Warning> {
  const missing = damage.missing ?? (await missingShare(sharp, picture));
  if (missing > mostMissing) {
    const there = Math.max(1, Math.round((1 - missing) * 100));
    throw damaged(
      `Only ${there} % of this photo can be read: the file is incomplete. Send it again, or another copy of it.`,
    );
  }
  return { code: "image_damaged", detail: sentence(missing, picture) };
}

function sentence(missing: number, { format }: Picture): string {
  const percent = Math.max(1, Math.round(missing * 100));
  if (missing <= 0.005) return "This file is damaged: parts of the photo may look wrong.";
  return format === "jpeg"
    ? `The last ${percent} % of this photo is missing: the file is incomplete.`
    : `${percent} % of this photo cannot be read: the file is damaged.`;
}

const mostMissing = 0.75;

/** The share of rows at the end of a JPEG that libjpeg had to make up: missing coefficients are mid-grey. */
async function missingShare(sharp: SharpConstructor, picture: Picture): Promise<number> {
  const options = { ...lenient(picture), ignoreIcc: true, limitInputPixels: picture.maxPixels };
  const { data, info } = await sharp(picture.path, options)
    .resize({ width: 64, height: rows, fit: "fill" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rowLength = info.width * info.channels;
  let madeUp = 0;
  while (madeUp < rows) {
    const end = data.length - madeUp * rowLength;
    if (!data.subarray(end - rowLength, end).every((value: number) => Math.abs(value - midGrey) <= 1)) break;
    madeUp += 1;
  }
  return madeUp / rows;
}

const rows = 256;
const midGrey = 128;
