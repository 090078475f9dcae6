import type { Sharp, SharpConstructor, SharpOptions } from "sharp";
import type { Picture } from "./inspect-original.ts";
import { translateSharpError } from "./translate-sharp-error.ts";

/** Pixels of 8 bits a channel in sRGB, upright, with nothing else attached: 3 channels, or 4 with alpha. */
export interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

export interface Decoded {
  readonly pixels: Pixels;
  /** What the decoder stumbled over, where it could go on all the same. */
  readonly damage?: Error;
}

/**
 * Decodes the first frame of a picture, so that its longest side has `edge` pixels or what it has. Damage stops the
 * decoder at first; then it reads on as far as that is safe. Throws a `Refusal` where it is not.
 */
export async function decodePicture(sharp: SharpConstructor, picture: Picture, edge: number): Promise<Decoded> {
  try {
    return { pixels: await decode(sharp, picture, edge, { failOn: "warning" }) };
  } catch (damage) {
    const pixels = await decode(sharp, picture, edge, lenient(picture)).catch((error: unknown) => {
      throw translateSharpError(error);
    });
    return damage instanceof Error && showsDamage(picture, damage) ? { pixels, damage } : { pixels };
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

async function decode(sharp: SharpConstructor, picture: Picture, edge: number, policy: SharpOptions): Promise<Pixels> {
  const decoder = sharp(picture.path, { ...policy, autoOrient: true, limitInputPixels: picture.maxPixels })
    .resize({ width: edge, height: edge, fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb");
  const { data, info } = await inSrgb(decoder, picture).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 };
}

/** Deep pictures with a profile are taken to P3 by sharp, and left there unless a profile is asked for. */
const inSrgb = (decoder: Sharp, { isDeepWithProfile }: Picture): Sharp =>
  isDeepWithProfile ? decoder.withIccProfile("srgb") : decoder;
