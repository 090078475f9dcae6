import { rm } from "node:fs/promises";
import type { DevelopmentPlan, DevelopmentStep, ImageProcessor, Warning } from "@tintype/core";
import type { SpooledOriginal } from "./inspect-original.ts";
import type { ScratchFolder } from "./scratch-folder.ts";
import { type SourceOf, spoolOriginal } from "./spool-original.ts";
import { translateDevelopError } from "./translate-develop-error.ts";

/** Gives the steps of one photo in the port's order, and in the end its warnings. */
export type RunParts = (
  original: SpooledOriginal,
  plan: DevelopmentPlan,
  signal: AbortSignal | undefined,
) => AsyncGenerator<DevelopmentStep, readonly Warning[]>;

/** `develop` of the port: the original lies in a file of the scratch folder for as long as `run` works on it. */
export const developSpooled = (
  scratch: ScratchFolder,
  run: RunParts,
  sourceOf: SourceOf = () => undefined,
): ImageProcessor["develop"] =>
  async function* develop(original, plan, { signal } = {}) {
    const spooled = await spoolOriginal(original, scratch, plan.limits.bytes, signal, sourceOf);
    const steps = run(spooled, plan, signal);
    try {
      for (;;) {
        const next = await steps.next();
        signal?.throwIfAborted();
        if (next.done === true) return yield { kind: "finished", warnings: next.value };
        yield next.value;
      }
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : translateDevelopError(error);
    } finally {
      await steps.return([]);
      await rm(spooled.path, { force: true });
    }
  };
