/** Develops photos one after another as the imaging function does, in its own process; told and telling like bare/imaging.ts. */
import { createReadStream } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { Readable } from "node:stream";
import { createSharpImageProcessor } from "@tintype/adapters-sharp";
import { parseSettings } from "@tintype/core";
import { answerParent } from "../answer-parent.ts";
import type { ImagingDone, ImagingWork } from "../bare/imaging.ts";

const images = createSharpImageProcessor({ scratch: join(tmpdir(), "tintype-bench-develop") });
const { renditions, original } = parseSettings({ publicUrl: "http://localhost" });

answerParent(run);

async function run({ paths }: ImagingWork): Promise<ImagingDone> {
  const each: number[] = [];
  const cpu = process.cpuUsage();
  const begun = performance.now();
  for (const path of paths) {
    const started = performance.now();
    const bytes = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
    for await (const _ of images.develop(bytes, { renditions, limits: original })) {
      // What comes of it is not stored here.
    }
    each.push(performance.now() - started);
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    milliseconds: performance.now() - begun,
    each,
    cpuMilliseconds: (user + system) / 1_000,
    peakRss: process.resourceUsage().maxRSS * 1_024,
  };
}
