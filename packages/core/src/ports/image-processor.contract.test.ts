import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { streamOf } from "./byte-streams.fixture.ts";
import { failuresOf } from "./contract-runner.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { describeImageProcessor, type ImageProcessorFixture, type OriginalKind } from "./image-processor.contract.ts";
import { createMemoryImageProcessor, testImage } from "./image-processor.memory.ts";
import {
  type DevelopmentPlan,
  type DevelopmentStep,
  type ImageProcessor,
  ImageRefused,
  type RenditionPlan,
} from "./image-processor.ts";

const text = (words: string) => new TextEncoder().encode(words);
const originals: Record<OriginalKind, Uint8Array> = {
  good: testImage(600, 400),
  other: testImage(600, 400, { camera: { make: "Leica" } }),
  turned: testImage(400, 600),
  small: testImage(48, 32),
  moving: testImage(48, 32, { frames: 5 }),
  transparent: testImage(48, 32, { transparent: true }),
  readable: testImage(600, 400, { warnings: [{ code: "image_damaged", detail: "The lower half is missing." }] }),
  damaged: testImage(600, 400, { ends: "image_damaged" }),
  unsupported: text("<svg/>"),
  huge: testImage(60_000, 60_000),
  crashing: testImage(600, 400, { ends: "image_crashed", endsAfter: "inspected" }),
  endless: testImage(600, 400, { ends: "image_timeout", endsAfter: "preview" }),
};
const fixtureOf = (images: ImageProcessor): ImageProcessorFixture & AsyncDisposable => ({
  images,
  original: async (kind) => ({
    bytes: originals[kind],
    sha256: createHash("sha256").update(originals[kind]).digest("hex"),
  }),
  [Symbol.asyncDispose]: async () => {},
});

describeImageProcessor({ describe, it, expect }, "memory", async () => fixtureOf(createMemoryImageProcessor()), {
  isolated: true,
});

type Develop = ImageProcessor["develop"];
type Breakage = (good: Develop) => Develop;

/** Changes, drops (`[]`) or repeats single steps. */
const each =
  (change: (step: DevelopmentStep) => readonly DevelopmentStep[]): Breakage =>
  (good) =>
    async function* broken(...call) {
      for await (const step of good(...call)) yield* change(step);
    };
/** Develops everything first, then gives the steps out in another way. */
const all =
  (change: (steps: DevelopmentStep[]) => readonly DevelopmentStep[]): Breakage =>
  (good) =>
    async function* broken(...call) {
      const steps: DevelopmentStep[] = [];
      for await (const step of good(...call)) steps.push(step);
      yield* change(steps);
    };
const withPlan =
  (change: (plan: DevelopmentPlan) => DevelopmentPlan): Breakage =>
  (good) =>
  (original, plan, options) =>
    good(original, change(plan), options);
const withRenditions = (change: (rendition: RenditionPlan) => RenditionPlan): Breakage =>
  withPlan((plan) => ({ ...plan, renditions: plan.renditions.map(change) }));
const withLimits = (limits: Partial<DevelopmentPlan["limits"]>): Breakage =>
  withPlan((plan) => ({ ...plan, limits: { ...plan.limits, ...limits } }));
const onError =
  (change: (error: Error) => Error | undefined): Breakage =>
  (good) =>
    async function* broken(...call) {
      try {
        yield* good(...call);
      } catch (error) {
        const other = change(error as Error);
        if (other !== undefined) throw other;
      }
    };
const rendition = (change: (step: DevelopmentStep & { kind: "rendition" }) => readonly DevelopmentStep[]): Breakage =>
  each((step) => (step.kind === "rendition" ? change(step) : [step]));

const broken: readonly [what: string, breakage: Breakage, caughtBy: string][] = [
  [
    "gives the preview before the first rendition",
    all(([inspected, first, preview, ...rest]) =>
      [inspected, preview, first, ...rest].filter((step) => step !== undefined),
    ),
    "is inspected, shown by the first rendition and the preview, then by the others, and finished",
  ],
  [
    "makes the last rendition first",
    withPlan((plan) => ({ ...plan, renditions: plan.renditions.toReversed() })),
    "is inspected, shown by the first rendition and the preview, then by the others, and finished",
  ],
  [
    "forgets a rendition",
    rendition((step) => (step.name === "medium" ? [] : [step])),
    "has renditions of the wanted sizes and types",
  ],
  [
    "makes a rendition twice",
    rendition((step) => [step, step]),
    "is inspected, shown by the first rendition and the preview, then by the others, and finished",
  ],
  [
    "never finishes",
    each((step) => (step.kind === "finished" ? [] : [step])),
    "is inspected, shown by the first rendition and the preview, then by the others, and finished",
  ],
  ["gives no preview", each((step) => (step.kind === "preview" ? [] : [step])), "has a thumbhash and a colour"],
  [
    "names colours",
    each((step) => (step.kind === "preview" ? [{ ...step, colour: "red" }] : [step])),
    "has a thumbhash and a colour",
  ],
  [
    "hashes something else",
    each((step) => (step.kind === "inspected" ? [{ ...step, sha256: "0".repeat(64) as typeof step.sha256 }] : [step])),
    "is described by what its bytes are",
  ],
  [
    "tells another type than format",
    each((step) => (step.kind === "inspected" ? [{ ...step, contentType: "image/png" }] : [step])),
    "is described by what its bytes are",
  ],
  [
    "always warns",
    each((step) =>
      step.kind === "finished" ? [{ ...step, warnings: [{ code: "image_damaged", detail: "Oh." }] }] : [step],
    ),
    "gives no cause for warnings",
  ],
  [
    "never warns",
    each((step) => (step.kind === "finished" ? [{ ...step, warnings: [] }] : [step])),
    "develops what is damaged but readable, and says so in the end",
  ],
  [
    "makes JPEG alone",
    withPlan((plan) => ({ ...plan, renditions: plan.renditions.map((r) => ({ ...r, format: "jpeg" })) })),
    "has renditions of the wanted sizes and types",
  ],
  [
    "moves whatever it can",
    withRenditions((r) => ({ ...r, moves: true })),
    "shows what moves by its first frame, and in motion where that is wanted of a WebP",
  ],
  [
    "moves nothing",
    withRenditions((r) => ({ ...r, moves: false })),
    "shows what moves by its first frame, and in motion where that is wanted of a WebP",
  ],
  [
    "copies everything as JPEG",
    withRenditions((r) => ({ ...r, format: r.format === "faithful" ? "jpeg" : r.format })),
    "what is transparent becomes a PNG",
  ],
  ["copies the first frame alone", rendition((step) => [{ ...step, frames: 1 }]), "what moves becomes a WebP"],
  ["makes copies smaller", withRenditions((r) => ({ ...r, edge: r.edge ?? 500 })), "a photo becomes a JPEG"],
  ["enlarges", rendition((step) => [{ ...step, width: 480, height: 320 }]), "never enlarges"],
  [
    "forgets to turn",
    each((step) => (step.kind === "inspected" ? [{ ...step, width: 600, height: 400 }] : [step])),
    "shows a photo upright",
  ],
  [
    "takes any number of pixels",
    withLimits({ pixels: 1e12 }),
    "meets more pixels, longer sides, more frames or more bytes than wanted, and nothing that just fits",
  ],
  ["takes sides of any length", withLimits({ side: 1e6, pixels: 1e12 }), "meets a header that claims too many pixels"],
  [
    "takes any number of bytes",
    withLimits({ bytes: 1e9 }),
    "meets more pixels, longer sides, more frames or more bytes than wanted, and nothing that just fits",
  ],
  [
    "refuses what just fits",
    (good) => (original, plan, options) =>
      good(original, { ...plan, limits: { ...plan.limits, side: plan.limits.side - 1 } }, options),
    "meets more pixels, longer sides, more frames or more bytes than wanted, and nothing that just fits",
  ],
  [
    "swallows refusals",
    onError((error) => (error instanceof ImageRefused ? undefined : error)),
    "meets what is no photo",
  ],
  [
    "calls everything damaged",
    onError((error) => (error instanceof ImageRefused ? new ImageRefused("image_damaged", error.message) : error)),
    "meets no bytes at all",
  ],
  [
    "refuses without a word",
    onError((error) => (error instanceof ImageRefused ? new ImageRefused(error.reason, "no") : error)),
    "meets what cannot be read",
  ],
  [
    "calls a crash a refusal",
    onError(() => new ImageRefused("image_damaged", "This file could not be read.")),
    "outlives what brings it down",
  ],
  ["swallows every error", onError(() => undefined), "that breaks off ends the development with its own error"],
  [
    "does not hear its caller",
    (good) => (original, plan) => good(original, plan),
    "stops when the caller gives up between two steps, and develops the next photo",
  ],
  [
    "does not let go of the original",
    (good) => (original, plan, options) => good(uncancellable(original), plan, options),
    "is cancelled when the caller had given up before",
  ],
  [
    "leaves the original lying",
    (good) =>
      async function* broken(original, plan, options) {
        await original.cancel();
        yield* good(streamOf(originals.good), plan, options);
      },
    "is read to its end",
  ],
  [
    "takes what arrives first for the whole",
    (good) => (original, plan, options) => good(firstChunkOf(original), plan, options),
    "is the same however its bytes arrive",
  ],
  ["is brought down for good", brittle, "outlives what brings it down"],
];

describe("the contract of an image processor", () => {
  it.each(broken)("catches one that %s", async (_, breakage, caughtBy) => {
    const { develop } = createMemoryImageProcessor();
    const open = async () => fixtureOf({ develop: breakage(develop) });
    const suite = (runner: ContractRunner) => describeImageProcessor(runner, "broken", open, { isolated: true });
    expect(await failuresOf(expect, suite, [caughtBy])).toEqual([caughtBy]);
  });
});

function uncancellable(original: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = original.getReader();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await reader.read();
      return done ? controller.close() : controller.enqueue(value);
    },
  });
}

const firstChunkOf = (original: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> =>
  original.pipeThrough(
    new TransformStream({
      transform: (chunk: Uint8Array, controller) => {
        controller.enqueue(chunk);
        controller.terminate();
      },
    }),
  );

function brittle(good: Develop): Develop {
  let down = false;
  return async function* broken(...call) {
    if (down) throw new ImageRefused("image_damaged", "Down.");
    try {
      yield* good(...call);
    } catch (error) {
      down = !(error instanceof ImageRefused);
      throw error;
    }
  };
}
