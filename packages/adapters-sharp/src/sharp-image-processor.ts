import type { ImageProcessor } from "@tintype/core";
import { developPart } from "./develop-part.ts";
import { developSpooled, type RunParts } from "./develop-spooled.ts";
import { createScratchFolder } from "./scratch-folder.ts";

export interface SharpImageProcessorOptions {
  /** A folder of this machine, for originals while they are developed. */
  readonly scratch: string;
}

/**
 * Develops photos by sharp in the caller's process, which therefore dies of whatever brings sharp down: for a process
 * that does nothing else (Lambda). sharp is loaded by the first photo, and set up for the whole process: it opens the
 * accepted formats alone, from files alone. A host that uses sharp itself takes the isolated processor.
 */
export const createSharpImageProcessor = ({ scratch }: SharpImageProcessorOptions): ImageProcessor => ({
  develop: developSpooled(createScratchFolder(scratch), runHere),
});

/**
 * All of a photo by one decode: where a photo has the process to itself, nobody waits for another's first rendition. What
 * native code has begun cannot be stopped: it is left to run out, unheard.
 */
const runHere: RunParts = async function* runHere(original, plan, signal) {
  const steps = developPart({ part: "whole", original, plan });
  for (;;) {
    const next = await unlessAborted(steps.next(), signal);
    if (next.done === true) return next.value;
    yield next.value;
  }
};

async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return work;
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
