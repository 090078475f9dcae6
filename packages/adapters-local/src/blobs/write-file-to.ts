import { once } from "node:events";
import type { FileHandle } from "node:fs/promises";
import type { Writable } from "node:stream";
import { type BlobInfo, type BlobRef, type ByteRange, type OpenBlobOptions, Unavailable } from "@tintype/core";
import { onDisk } from "../files/file-system.ts";
import type { BlobFiles } from "./blob-files.ts";
import { fill, openVersion } from "./open-file.ts";

export async function writeFileTo(
  files: BlobFiles,
  to: Writable,
  ref: BlobRef,
  options: OpenBlobOptions,
): Promise<BlobInfo | undefined> {
  const opened = await openVersion(files, ref, options);
  if (opened === undefined) return undefined;
  const { file, info, range } = opened;
  try {
    await writeRange(file, range, to);
    return info;
  } finally {
    await file.close();
  }
}

/** As much as fits into the caches of a processor: a mebibyte at a time costs half as much again. */
const PIECE = 256 * 1_024;

/** One piece is read while the one before is sent; two pieces are all that is ever allocated. */
async function writeRange(file: FileHandle, { start, end }: ByteRange, to: Writable): Promise<void> {
  const size = Math.min(PIECE, end - start + 1);
  const abort = new AbortController();
  const closed = once(to, "close", { signal: abort.signal }).then(() => {
    throw new Unavailable("Whoever was reading has gone.");
  });
  const read = async (into: Buffer, from: number) => {
    const piece = into.subarray(0, Math.min(size, end - from + 1));
    await onDisk(() => fill(piece, file, from));
    return piece;
  };
  let [filling, sending] = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)];
  let next = start;
  let reading = next <= end ? read(filling, next) : undefined;
  try {
    while (reading !== undefined) {
      const piece = await reading;
      next += piece.length;
      [filling, sending] = [sending, filling];
      const sent = write(to, piece);
      reading = next <= end ? read(filling, next) : undefined;
      await Promise.race([closed, Promise.all([sent, reading])]);
    }
  } finally {
    abort.abort();
    await Promise.allSettled([closed, reading]);
  }
}

const write = (to: Writable, piece: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    to.write(piece, (error) => (error ? reject(error) : resolve()));
  });
