/**
 * The same pictures by sharp alone: the decodes, resizes and encodes that developing a photo needs, with the settings
 * that Tintype uses, and nothing around them.
 */
import { availableParallelism } from "node:os";
import process from "node:process";
import sharp, { type OutputInfo } from "sharp";
import { answerParent } from "../answer-parent.ts";

/** `thumb`: the small decode alone. `all`: one decode for the three renditions. */
export interface ImagingWork {
  readonly kind: "thumb" | "all";
  readonly paths: readonly string[];
  readonly inFlight: number;
  readonly renditions: readonly Rendition[];
}

interface Rendition {
  readonly edge: number;
  readonly format: "webp" | "jpeg";
  readonly quality: number;
}

export interface ImagingDone {
  readonly milliseconds: number;
  /** Of each photo. */
  readonly each: readonly number[];
  readonly cpuMilliseconds: number;
  readonly peakRss: number;
}

sharp.concurrency(1);
sharp.cache(false);

answerParent(run);

async function run({ kind, paths, inFlight, renditions }: ImagingWork): Promise<ImagingDone> {
  const waiting = [...paths];
  const each: number[] = [];
  const made = kind === "thumb" ? renditions.slice(0, 1) : renditions;
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const work = async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const started = performance.now();
      await develop(path, made);
      each.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, availableParallelism()) }, work));
  const { user, system } = process.cpuUsage(cpu);
  return {
    milliseconds: performance.now() - begun,
    each,
    cpuMilliseconds: (user + system) / 1_000,
    peakRss: process.resourceUsage().maxRSS * 1_024,
  };
}

async function develop(path: string, renditions: readonly Rendition[]): Promise<void> {
  const largest = Math.max(...renditions.map(({ edge }) => edge));
  const { data, info } = await sharp(path, { failOn: "warning", autoOrient: true })
    .resize({ width: largest, height: largest, fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  await Promise.all(renditions.map((rendition) => encode(data, info, rendition)));
}

async function encode(data: Buffer, { width, height, channels }: OutputInfo, rendition: Rendition): Promise<void> {
  const { edge, format, quality } = rendition;
  const picture = sharp(data, { raw: { width, height, channels } });
  const fitting =
    edge < Math.max(width, height) ? picture.resize({ width: edge, height: edge, fit: "inside" }) : picture;
  await (format === "webp" ? fitting.webp({ quality, effort: 2 }) : fitting.jpeg({ quality })).toBuffer();
}
