import { createHash } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { ImageRefused, Sha256 } from "@tintype/core";
import { tooManyBytes } from "./check-limits.ts";
import type { SpooledOriginal } from "./inspect-original.ts";
import type { ScratchFolder } from "./scratch-folder.ts";
import { translateFileError } from "./translate-file-error.ts";

/** Where an original comes from, for those that lie in a file already and have been hashed. */
export interface OriginalSource {
  readonly bytes: number;
  readonly sha256: Sha256;
  /** Gives the file another name as well; `false` where that cannot be done, and then there is no such name. */
  linkTo(path: string): Promise<boolean>;
}

export type SourceOf = (original: ReadableStream<Uint8Array>) => OriginalSource | undefined;

/**
 * Writes an original to a new file in the scratch folder while hashing and counting it, or links it there from where it
 * lies already. Refuses an empty one, and one of more than `limit` bytes as soon as it is known. The stream is read to its
 * end or cancelled; a file that is not handed over is removed.
 */
export async function spoolOriginal(
  original: ReadableStream<Uint8Array>,
  scratch: ScratchFolder,
  limit: number,
  signal: AbortSignal | undefined,
  sourceOf: SourceOf,
): Promise<SpooledOriginal> {
  const source = sourceOf(original);
  const reader = original.getReader();
  const giveUp = () => void reader.cancel(signal?.reason).catch(() => undefined);
  signal?.addEventListener("abort", giveUp);
  let path: string | undefined;
  try {
    signal?.throwIfAborted();
    path = await translated(scratch.newFile());
    const spooled = (await link(source, path, limit)) ?? (await write(reader, path, limit));
    // Nothing more is wanted of a body that has not been read.
    giveUp();
    signal?.throwIfAborted();
    return spooled;
  } catch (error) {
    giveUp();
    if (path !== undefined) await rm(path, { force: true });
    throw signal?.aborted === true ? signal.reason : error;
  } finally {
    signal?.removeEventListener("abort", giveUp);
  }
}

async function link(
  source: OriginalSource | undefined,
  path: string,
  limit: number,
): Promise<SpooledOriginal | undefined> {
  if (source === undefined || source.bytes > limit || !(await source.linkTo(path))) return undefined;
  return { path, bytes: source.bytes, sha256: source.sha256 };
}

async function write(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  path: string,
  limit: number,
): Promise<SpooledOriginal> {
  const hash = createHash("sha256");
  let bytes = 0;
  await using file = await translated(open(path, "wx", 0o600));
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.length;
    if (bytes > limit) throw new ImageRefused("image_too_large", tooManyBytes(limit));
    hash.update(next.value);
    await translated(writeAll(file, next.value));
  }
  if (bytes === 0) throw new ImageRefused("image_empty", "This file is empty. Send it again.");
  return { path, bytes, sha256: Sha256.parse(hash.digest("hex")) };
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let offset = 0; offset < chunk.length; ) {
    offset += (await file.write(chunk, offset, chunk.length - offset)).bytesWritten;
  }
}

const translated = async <Value>(work: Promise<Value>): Promise<Value> =>
  work.catch((error: unknown) => {
    throw translateFileError(error);
  });
