import type { SharpConstructor, SharpOptions } from "sharp";
import { applyProfile, unmanaged } from "./colour/apply-profile.ts";
import { toSrgb } from "./colour/to-srgb.ts";
import { decodeHeicPicture } from "./heif/decode-heic-picture.ts";
import type { Picture } from "./inspect-original.ts";
import { type Decoded, fitting, type Pixels } from "./pixels.ts";
import { translateSharpError } from "./translate-sharp-error.ts";

/**
 * Decodes the first frame of a picture, so that its longest side has `edge` pixels or what it has. Damage stops the
 * decoder at first; then it reads on as far as that is safe. Throws a `Refusal` where it is not.
 */
export async function decodePicture(
  sharp: SharpConstructor,
  picture: Picture,
  edge: number | undefined,
): Promise<Decoded> {
  if (picture.format === "heic") return decodeHeicPicture(sharp, picture, edge);
  try {
    return { pixels: await decode(sharp, picture, edge, { failOn: "warning" }) };
  } catch (error) {
    const pixels = await decode(sharp, picture, edge, lenient(picture)).catch((worse: unknown) => {
      throw translateSharpError(worse);
    });
    return error instanceof Error && showsDamage(picture, error) ? { pixels, damage: {} } : { pixels };
  }
}

/**
 * libjpeg makes up what it cannot read, in grey. Other decoders leave memory as it was, which may hold another person's
 * photo: they may ignore warnings, never errors. `unlimited` lifts libvips' cap on the number of a JPEG's warnings; what
 * else it would lift is bounded by our own limits.
 */
export const lenient = ({ format }: Picture): SharpOptions =>
  format === "jpeg" ? { failOn: "none", unlimited: true } : { failOn: "error" };

/** Some phones write files over which libjpeg warns though they look as they should. */
const showsDamage = ({ format }: Picture, { message }: Error): boolean =>
  format === "jpeg" &&
  !message.split("\n").every((line) => /extraneous bytes before marker|Invalid SOS parameters/.test(line));

async function decode(
  sharp: SharpConstructor,
  picture: Picture,
  edge: number | undefined,
  policy: SharpOptions,
): Promise<Pixels> {
  const { path, format, maxPixels, cicp, icc, isDeep, isRgb } = picture;
  const unlimited = policy.unlimited === true || format === "avif";
  const isAppliedLast = cicp === undefined && edge !== undefined && isRgb && !isDeep;
  const ignoreIcc = cicp !== undefined || icc === undefined || isAppliedLast;
  const options = { ...policy, unlimited, ignoreIcc, autoOrient: true, limitInputPixels: maxPixels };
  const fitted = fitting(sharp(path, options), edge);
  return isAppliedLast ? applyProfile(sharp, await toSrgb(fitted, unmanaged), icc) : toSrgb(fitted, picture);
}
