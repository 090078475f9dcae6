import type { DevelopedRendition, DevelopmentPlan, DevelopmentStep, RenditionPlan, Warning } from "@tintype/core";
import type { SharpConstructor } from "sharp";
import { decodePicture } from "./decode-picture.ts";
import { encodeMoving, isMoving } from "./encode-moving.ts";
import { encodeRendition } from "./encode-rendition.ts";
import { inspectOriginal, openPicture, type Picture, type SpooledOriginal } from "./inspect-original.ts";
import { judgeDamage } from "./judge-damage.ts";
import { openSharp } from "./open-sharp.ts";
import type { Pixels } from "./pixels.ts";
import { previewOf } from "./preview-of.ts";
import { Refusal } from "./refusal.ts";
import { translateSharpError } from "./translate-sharp-error.ts";

/**
 * A photo is developed in two parts that need nothing of each other, so that they can run one after the other, at once,
 * or in two processes: `first` inspects and makes the first rendition by a small decode of its own, which is quick;
 * `rest` decodes once more for all the others. Where a small decode saves nothing, `first` makes them all. `whole` is both
 * in one, for what nobody waits for as they do for a first rendition.
 */
export interface Part {
  readonly part: "first" | "rest" | "whole";
  readonly original: SpooledOriginal;
  readonly plan: DevelopmentPlan;
}

/** Gives steps as they are done, and in the end what the owner should be warned of. Throws a `Refusal`. */
export type DevelopPart = (part: Part) => AsyncGenerator<DevelopmentStep, readonly Warning[]>;

export const developPart: DevelopPart = (part) => (part.part === "rest" ? developRest(part) : developFirst(part));

async function* developFirst({ part, original, plan }: Part): ReturnType<DevelopPart> {
  const sharp = await openSharp();
  const picture = await openPicture(sharp, original, plan);
  const [first, ...others] = plan.renditions;
  const made = part === "first" && decodesSmall(picture) ? plan.renditions.slice(0, 1) : plan.renditions;
  // The decoder works in a thread while the camera's notes are read here.
  const decoding = handled(decodePicture(sharp, picture, largestEdge(made)));
  const { inspected, warnings } = await inspectOriginal(original, picture);
  yield inspected;
  const { pixels, damage } = await decoding;
  const told = damage === undefined ? warnings : [...warnings, await judgeDamage(sharp, picture, damage)];
  const preview = handled(previewOf(sharp, pixels));
  const motionless = first === undefined ? [] : yield* encodeAll(sharp, picture, pixels, [first]);
  yield await preview;
  if (made.length > 1) motionless.push(...(yield* encodeAll(sharp, picture, pixels, others)));
  return [...told, ...motionless.slice(0, 1)];
}

async function* developRest({ original, plan }: Part): ReturnType<DevelopPart> {
  const others = plan.renditions.slice(1);
  if (others.length === 0) return [];
  const sharp = await openSharp();
  const picture = await openPicture(sharp, original, plan);
  if (!decodesSmall(picture)) return [];
  const { pixels } = await decodePicture(sharp, picture, largestEdge(others));
  return (yield* encodeAll(sharp, picture, pixels, others)).slice(0, 1);
}

/** JPEG and WebP can be decoded at a fraction of their size; of others every pixel has to be made. */
const decodesSmall = ({ format }: Picture): boolean => format === "jpeg" || format === "webp";

/** `undefined` where one of them is wanted in full size. */
function largestEdge(renditions: readonly RenditionPlan[]): number | undefined {
  const largest = Math.max(...renditions.map(({ edge = Number.POSITIVE_INFINITY }) => edge));
  return Number.isFinite(largest) ? largest : undefined;
}

/**
 * Encodes one after the other, in the order of the plan, so that a photo takes one core and leaves the others to the photos
 * that somebody waits for; in the end what to say of those that should move.
 */
async function* encodeAll(
  sharp: SharpConstructor,
  picture: Picture,
  pixels: Pixels,
  renditions: readonly RenditionPlan[],
): AsyncGenerator<DevelopedRendition, Warning[]> {
  const warnings: Warning[] = [];
  const encode = async (rendition: RenditionPlan): Promise<DevelopedRendition> => {
    if (isMoving(picture, rendition)) {
      try {
        return await encodeMoving(sharp, picture, rendition);
      } catch (error) {
        if (!(translateSharpError(error) instanceof Refusal)) throw error;
        warnings.push(standsStill);
      }
    }
    return encodeRendition(sharp, pixels, rendition);
  };
  for (const rendition of renditions) yield await encode(rendition);
  return warnings;
}

const standsStill: Warning = {
  code: "image_damaged",
  detail: "This file is damaged: only its first frame can be shown.",
};

/** A promise whose failure is met where it is awaited, however late that is. */
function handled<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}
