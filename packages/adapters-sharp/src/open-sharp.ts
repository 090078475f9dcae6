import type { SharpConstructor } from "sharp";

let opened: Promise<SharpConstructor> | undefined;

/**
 * sharp, loaded at the first call and set up once for the whole process: one thread per picture (pictures run beside
 * one another instead), no cache of operations, and no loader but those of the formats that are accepted, from files,
 * and one for what we hand over ourselves (`withProfile`).
 */
export function openSharp(): Promise<SharpConstructor> {
  opened ??= import("sharp").then(({ default: sharp }) => {
    sharp.concurrency(1);
    sharp.cache(false);
    sharp.block({ operation: ["VipsForeignLoad"] });
    sharp.unblock({ operation: loaders });
    return sharp;
  });
  return opened;
}

const loaders = [
  "VipsForeignLoadJpegFile",
  "VipsForeignLoadPngFile",
  "VipsForeignLoadWebpFile",
  "VipsForeignLoadHeifFile",
  "VipsForeignLoadNsgifFile",
  "VipsForeignLoadTiffFile",
  "VipsForeignLoadTiffBuffer",
];
