import type { Sharp } from "sharp";
import type { Picture } from "../inspect-original.ts";
import type { Pixels } from "../pixels.ts";
import type { Cicp } from "./cicp.ts";
import { cicpToSrgb } from "./cicp-to-srgb.ts";

/** The pixels of a picture, its colours taken to sRGB by its profile, or by the code points that stand in for one. */
export async function toSrgb(picture: Sharp, { cicp, icc, isDeep }: Meaning): Promise<Pixels> {
  if (cicp !== undefined) return byCodePoints(picture, cicp, isDeep);
  const plain = picture.toColourspace("srgb");
  // Deep pictures with a profile are taken to P3 by sharp, and left there unless a profile is asked for.
  const { data, info } = await (isDeep && icc !== undefined ? plain.withIccProfile("srgb") : plain)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 };
}

type Meaning = Pick<Picture, "cicp" | "icc" | "isDeep">;

async function byCodePoints(picture: Sharp, cicp: Cicp, isDeep: boolean): Promise<Pixels> {
  const coded = isDeep ? picture.toColourspace("rgb16").raw({ depth: "ushort" }) : picture.toColourspace("srgb").raw();
  const { data, info } = await coded.toBuffer({ resolveWithObject: true });
  const channels = info.channels === 4 ? 4 : 3;
  const samples = isDeep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  return { data: cicpToSrgb({ data: samples, channels }, cicp), width: info.width, height: info.height, channels };
}
