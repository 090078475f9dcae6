import type { DevelopmentPlan } from "@tintype/core";
import { tooLarge } from "./refusal.ts";

type Limits = DevelopmentPlan["limits"];

/** Throws a `Refusal` for what a header claims to be larger than the limits allow, with the numbers in words. */
export function checkLimits(width: number, height: number, frames: number, limits: Limits): void {
  const size = `${inWords(width)} × ${inWords(height)} pixels`;
  if (Math.max(width, height) > limits.side) {
    throw tooLarge(`This photo has ${size}: no side may have more than ${inWords(limits.side)}. Send a smaller one.`);
  }
  if (frames > limits.frames) {
    throw tooLarge(
      `This file has ${inWords(frames)} frames: at most ${inWords(limits.frames)} fit. Send a shorter one.`,
    );
  }
  if (width * height * frames > limits.pixels) {
    const all = frames === 1 ? size : `${inWords(frames)} frames of ${size}`;
    throw tooLarge(`This photo has ${all}: at most ${megapixels(limits.pixels)} fit. Send a smaller one.`);
  }
}

/** The sentence for a file that is longer than the limit. */
export const tooManyBytes = (limit: number): string =>
  `This file is larger than ${limit >= MiB ? `${round(limit / MiB)} MiB` : `${inWords(limit)} bytes`}. Send a smaller one.`;

const MiB = 2 ** 20;
const round = (value: number): number => Math.round(value * 10) / 10;
const inWords = (count: number): string => count.toLocaleString("en");
const megapixels = (pixels: number): string =>
  pixels >= 1e6 ? `${round(pixels / 1e6)} megapixels in all` : `${inWords(pixels)} pixels in all`;
