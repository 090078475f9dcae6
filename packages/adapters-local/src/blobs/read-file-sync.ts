import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { type BlobInfo, type BlobRef, type ByteRange, checkBlobKey, Unavailable } from "@tintype/core";
import { absent, codeOf, translateFileError } from "../files/file-system.ts";
import type { BlobFiles } from "./blob-files.ts";
import { infoOf } from "./file-version.ts";
import { rangeOf } from "./open-file.ts";

/** What may be read while everybody else waits: from the page cache, in some hundredths of a millisecond. */
const most = 256 * 1_024;

/** A blob, or a part of it, that is in memory as a whole. */
export interface ReadBlob extends BlobInfo {
  readonly range: ByteRange;
  readonly body: Uint8Array;
}

export function headFileSync(files: BlobFiles, ref: BlobRef): BlobInfo | undefined {
  checkBlobKey(ref);
  const stats = unlessAbsentSync(() => statSync(files.pathOf(ref), { throwIfNoEntry: false }));
  return stats && infoOf(ref, stats);
}

export function readFileSync(files: BlobFiles, ref: BlobRef, asked: ByteRange | undefined): ReadBlob | undefined {
  checkBlobKey(ref);
  return unlessAbsentSync(() => {
    const file = openSync(files.pathOf(ref), "r");
    try {
      const stats: Stats = fstatSync(file);
      const range = rangeOf(stats.size, asked);
      const length = range.end - range.start + 1;
      if (length > most) return undefined;
      return { ...infoOf(ref, stats), range, body: readPieceSync(file, range.start, length) };
    } finally {
      closeSync(file);
    }
  });
}

function readPieceSync(file: number, start: number, length: number): Uint8Array {
  const piece = new Uint8Array(length);
  for (let read = 0; read < length; ) {
    const count = readSync(file, piece, read, length - read, start + read);
    if (count === 0) throw new Unavailable("A blob's file has become shorter while it was read.");
    read += count;
  }
  return piece;
}

function unlessAbsentSync<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (absent.includes(codeOf(error) ?? "")) return undefined;
    throw translateFileError(error);
  }
}
