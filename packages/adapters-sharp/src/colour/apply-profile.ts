import type { SharpConstructor } from "sharp";
import type { Pixels } from "../pixels.ts";
import { toSrgb } from "./to-srgb.ts";
import { withProfile } from "./with-profile.ts";

/**
 * Pixels that stand as they were coded, in sRGB by the profile that belongs to them. libvips needs up to 50 ns for a
 * pixel: as long as the decoder, where the profile is applied to all there are and not to those that are wanted.
 */
export async function applyProfile(sharp: SharpConstructor, pixels: Pixels, icc: Buffer | undefined): Promise<Pixels> {
  if (icc === undefined || !describesRgb(icc)) return pixels;
  return toSrgb(sharp(withProfile(pixels, icc), { failOn: "none", limitInputPixels: false }), unmanaged);
}

/** sharp manages the colours by itself, if at all. */
export const unmanaged = { cicp: undefined, icc: undefined, isDeep: false };

/** ICC.1, 7.2.6: what a profile's header says. */
const describesRgb = (icc: Buffer): boolean => icc.toString("latin1", 16, 20) === "RGB ";
