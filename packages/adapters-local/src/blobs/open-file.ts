import type { FileHandle } from "node:fs/promises";
import {
  BlobChanged,
  type BlobInfo,
  type BlobRef,
  type ByteRange,
  checkBlobKey,
  type OpenBlob,
  type OpenBlobOptions,
  Unavailable,
} from "@tintype/core";
import { onDisk, unlessAbsent } from "../files/file-system.ts";
import type { BlobFiles } from "./blob-files.ts";
import { infoOf } from "./file-version.ts";

const MiB = 2 ** 20;

export async function openFile(
  files: BlobFiles,
  ref: BlobRef,
  options: OpenBlobOptions,
): Promise<OpenBlob | undefined> {
  const opened = await openVersion(files, ref, options);
  if (opened === undefined) return undefined;
  const { file, info, range } = opened;
  if (range.end - range.start >= MiB) {
    const body = streamOf(file, range);
    if (options.range === undefined) files.sources.opened(body, files.pathOf(ref), info);
    return { ...info, range, body };
  }
  // In one piece, with nothing left open: many are half read and forgotten.
  try {
    const piece = await onDisk(() => readPiece(file, range.start, range.end));
    return { ...info, range, body: streamOfOne(piece) };
  } finally {
    await file.close();
  }
}

interface OpenedVersion {
  /** For the caller to close. */
  readonly file: FileHandle;
  readonly info: BlobInfo;
  /** What was asked for, or all of it. */
  readonly range: ByteRange;
}

/** The file of a blob, if it is (still) the version that was asked for. */
export async function openVersion(
  files: BlobFiles,
  ref: BlobRef,
  { etag, range, signal }: OpenBlobOptions,
): Promise<OpenedVersion | undefined> {
  checkBlobKey(ref);
  signal?.throwIfAborted();
  const file = await onDisk(() => unlessAbsent(files.system.open(files.pathOf(ref), "r")));
  if (file === undefined) return undefined;
  try {
    const info = infoOf(ref, await onDisk(() => file.stat()));
    if (etag !== undefined && etag !== info.etag) throw new BlobChanged();
    return { file, info, range: rangeOf(info.bytes, range) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The part of so many bytes that was asked for. */
export function rangeOf(bytes: number, asked: ByteRange | undefined): ByteRange {
  return asked === undefined || bytes === 0 ? { start: 0, end: bytes - 1 } : asked;
}

/** The bytes from `start` to `end`, a mebibyte at a time. */
function streamOf(file: FileHandle, { start, end }: ByteRange): ReadableStream<Uint8Array> {
  let next = start;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = await onDisk(() => readPiece(file, next, Math.min(next + MiB - 1, end)));
        next += piece.length;
        if (next > end) await file.close();
        controller.enqueue(piece);
        if (next > end) controller.close();
      },
      cancel: () => file.close(),
    },
    // Nothing is read before somebody reads it.
    { highWaterMark: 0 },
  );
}

function streamOfOne(piece: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (piece.length > 0) controller.enqueue(piece);
      controller.close();
    },
  });
}

async function readPiece(file: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const piece = new Uint8Array(end - start + 1);
  await fill(piece, file, start);
  return piece;
}

/** Reads as many bytes as `piece` holds, from `start` on. */
export async function fill(piece: Uint8Array, file: FileHandle, start: number): Promise<void> {
  for (let read = 0; read < piece.length; ) {
    const { bytesRead } = await file.read(piece, read, piece.length - read, start + read);
    if (bytesRead === 0) throw new Unavailable("A blob's file has become shorter while it was read.");
    read += bytesRead;
  }
}
