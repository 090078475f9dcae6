import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  DevelopedRendition,
  DevelopmentPlan,
  DevelopmentStep,
  Finished,
  ImageProcessor,
  Inspected,
  Preview,
} from "@tintype/core";
import { streamOf } from "@tintype/core/testing";
import { createSharpImageProcessor } from "./sharp-image-processor.ts";

/** The product's own renditions and limits. */
export const usualPlan: DevelopmentPlan = {
  renditions: [
    { name: "thumb", edge: 480, format: "webp", quality: 80 },
    { name: "medium", edge: 1_280, format: "webp", quality: 80, moves: true },
    { name: "large", edge: 2_048, format: "jpeg", quality: 80 },
  ],
  limits: { bytes: 50 * 2 ** 20, pixels: 100_000_000, side: 16_384, frames: 100 },
};

/** All of that, and the copy that guests may take along. */
export const everything: DevelopmentPlan = {
  ...usualPlan,
  renditions: [...usualPlan.renditions, { name: "copy", format: "faithful", quality: 92 }],
};

export interface Developed {
  readonly inspected: Inspected;
  readonly preview: Preview;
  readonly finished: Finished;
  rendition(name: string): DevelopedRendition;
  readonly renditions: readonly DevelopedRendition[];
}

/** Develops in this process, by the usual plan unless told; rejects as the processor does. */
export async function develop(
  bytes: Uint8Array,
  plan: DevelopmentPlan = usualPlan,
  images: ImageProcessor = inProcess,
): Promise<Developed> {
  const steps: DevelopmentStep[] = [];
  for await (const step of images.develop(streamOf(bytes, [2 ** 20]), plan)) steps.push(step);
  const renditions = steps.filter((step) => step.kind === "rendition");
  const one = <Kind extends DevelopmentStep["kind"]>(kind: Kind) =>
    steps.find((step): step is Extract<DevelopmentStep, { kind: Kind }> => step.kind === kind) ?? missing(kind);
  return {
    inspected: one("inspected"),
    preview: one("preview"),
    finished: one("finished"),
    renditions,
    rendition: (name) => renditions.find((step) => step.name === name) ?? missing(name),
  };
}

/** `REASON: SENTENCE` of a refusal; `developed` where there is none. */
export const refusalOf = async (bytes: Uint8Array, plan = usualPlan): Promise<unknown> =>
  develop(bytes, plan).then(
    () => "developed",
    (error: { reason: string; message: string }) => `${error.reason}: ${error.message}`,
  );

const missing = (what: string): never => {
  throw new Error(`There was no ${what}.`);
};

/** A folder of its own, gone afterwards. */
export async function temporaryFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "tintype-imaging-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

const inProcess = createSharpImageProcessor({ scratch: join(tmpdir(), "tintype-imaging-tests") });
