import type { FileHandle } from "node:fs/promises";
import {
  BlobChanged,
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
  checkBlobKey(ref);
  options.signal?.throwIfAborted();
  const file = await onDisk(() => unlessAbsent(files.system.open(files.pathOf(ref), "r")));
  if (file === undefined) return undefined;
  let handedOver = false;
  try {
    const info = infoOf(ref, await onDisk(() => file.stat()));
    if (options.etag !== undefined && options.etag !== info.etag) throw new BlobChanged();
    const range = rangeOf(info.bytes, options.range);
    if (range.end - range.start >= MiB) {
      handedOver = true;
      return { ...info, range, body: streamOf(file, range) };
    }
    // In one piece, with nothing left open: many are half read and forgotten.
    const piece = await onDisk(() => readPiece(file, range.start, range.end));
    return { ...info, range, body: streamOfOne(piece) };
  } finally {
    if (!handedOver) await file.close();
  }
}

/** The part of so many bytes that was asked for. */
export function rangeOf(bytes: number, asked: ByteRange | undefined): ByteRange {
  return asked === undefined || bytes === 0 ? { start: 0, end: bytes - 1 } : asked;
}

/** The bytes from `start` to `end`, a mebibyte at a time. */
function streamOf(file: FileHandle, { start, end }: ByteRange): ReadableStream<Uint8Array> {
  let next = start;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = await onDisk(() => readPiece(file, next, Math.min(next + MiB - 1, end)));
      next += piece.length;
      if (next > end) await file.close();
      controller.enqueue(piece);
      if (next > end) controller.close();
    },
    cancel: () => file.close(),
  });
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
  for (let read = 0; read < piece.length; ) {
    const { bytesRead } = await file.read(piece, read, piece.length - read, start + read);
    if (bytesRead === 0) throw new Unavailable("A blob's file has become shorter while it was read.");
    read += bytesRead;
  }
  return piece;
}
