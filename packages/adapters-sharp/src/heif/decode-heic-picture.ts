import { readFile } from "node:fs/promises";
import type { Sharp, SharpConstructor } from "sharp";
import { applyProfile, unmanaged } from "../colour/apply-profile.ts";
import { toSrgb } from "../colour/to-srgb.ts";
import type { Picture } from "../inspect-original.ts";
import { type Decoded, fitting, type Pixels } from "../pixels.ts";
import { damaged } from "../refusal.ts";
import { translateSharpError } from "../translate-sharp-error.ts";
import { decodeHeic, type HeicPixels } from "./decode-heic.ts";

/** `decodePicture` for a HEIC. Every pixel of it has to be decoded, however small it is wanted. */
export async function decodeHeicPicture(
  sharp: SharpConstructor,
  picture: Picture,
  edge: number | undefined,
): Promise<Decoded> {
  const { path, maxPixels, cicp, isDeep } = picture;
  try {
    const heic = await decodeHeic(await readFile(path), { maxPixels, deep: isDeep && cicp !== undefined });
    if (heic.width !== picture.width || heic.height !== picture.height) throw damaged(liesAboutItsSize);
    const pixels = await inSrgb(sharp, fitting(sharpOf(sharp, heic), edge), picture);
    return heic.missing === 0 ? { pixels } : { pixels, damage: { missing: heic.missing } };
  } catch (error) {
    throw translateSharpError(error);
  }
}

const liesAboutItsSize = "This photo is damaged: it is not as large as it says. Send another copy of it.";

const sharpOf = (sharp: SharpConstructor, { data, width, height, channels, premultiplied }: HeicPixels): Sharp =>
  sharp(data, { raw: { width, height, channels, premultiplied }, limitInputPixels: false });

async function inSrgb(sharp: SharpConstructor, fitted: Sharp, { cicp, icc, isDeep }: Picture): Promise<Pixels> {
  if (cicp !== undefined) return toSrgb(fitted, { cicp, icc, isDeep });
  return applyProfile(sharp, await toSrgb(fitted, unmanaged), icc);
}
