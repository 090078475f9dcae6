import type { Preview } from "@tintype/core";
import type { SharpConstructor } from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import type { Pixels } from "./pixels.ts";

/** The placeholder and the dominant colour of a picture. */
export async function previewOf(sharp: SharpConstructor, { data, ...raw }: Pixels): Promise<Preview> {
  const small = sharp(data, { raw })
    .resize({ width: mostOfThumbhash, height: mostOfThumbhash, fit: "inside", withoutEnlargement: true })
    .ensureAlpha();
  const { data: rgba, info } = await small.raw().toBuffer({ resolveWithObject: true });
  const placeholder = Buffer.from(rgbaToThumbHash(info.width, info.height, rgba)).toString("base64");
  return { kind: "preview", placeholder, colour: dominantColour(rgba) };
}

/** Pixels of either side. */
const mostOfThumbhash = 100;

/**
 * The mean of the largest group of pixels that share the upper three bits of every channel, as `#rrggbb`. Pixels that
 * are more transparent than not have no say; white where there are no others.
 */
function dominantColour(rgba: Uint8Array): string {
  // Per group: how many, and the sums of red, green and blue.
  const groups = new Float64Array(8 ** 3 * 4);
  let largest = 0;
  for (let i = 0; i + 3 < rgba.length; i += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = [rgba[i], rgba[i + 1], rgba[i + 2], rgba[i + 3]];
    if (alpha < 128) continue;
    const group = (((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5)) * 4;
    add(groups, group, 1);
    add(groups, group + 1, red);
    add(groups, group + 2, green);
    add(groups, group + 3, blue);
    if ((groups[group] ?? 0) > (groups[largest] ?? 0)) largest = group;
  }
  const [count = 0, ...sums] = groups.subarray(largest, largest + 4);
  if (count === 0) return "#ffffff";
  return `#${sums
    .map((sum) =>
      Math.round(sum / count)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

const add = (sums: Float64Array, at: number, value: number): void => {
  sums[at] = (sums[at] ?? 0) + value;
};
