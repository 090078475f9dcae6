import { dirname } from "node:path";
import {
  type BlobRef,
  BlobSizeMismatch,
  checkBlobKey,
  type PutBlobOptions,
  type Sha256,
  type StoredBlob,
} from "@tintype/core";
import { onDisk, unlessAbsent } from "../files/file-system.ts";
import { type BlobFiles, placeAt } from "./blob-files.ts";
import { infoOf } from "./file-version.ts";
import { receiveBody } from "./receive-body.ts";

type Body = ReadableStream<Uint8Array> | Uint8Array;

/** A temporary file, synced; its new name, synced: what is under the key is the old or the new at every moment. */
export async function putFile(
  files: BlobFiles,
  ref: BlobRef,
  body: Body,
  options: PutBlobOptions,
): Promise<StoredBlob> {
  try {
    checkBlobKey(ref);
    options.signal?.throwIfAborted();
    if (body instanceof Uint8Array && body.length !== options.bytes) throw new BlobSizeMismatch(options.bytes);
    return await files.temporary.with(async (temporary) => {
      const path = files.pathOf(ref);
      const { stats, sha256 } = await writeFile(files, temporary, dirname(path), body, options);
      options.signal?.throwIfAborted();
      await onDisk(() => placeAt(files, temporary, path, () => files.system.rename(temporary, path)));
      const info = infoOf(ref, stats);
      files.sources.stored(path, info.etag, sha256);
      return { ...info, sha256 };
    });
  } catch (error) {
    // A body that was read already, or is its own trouble, has nothing left to cancel.
    if (!(body instanceof Uint8Array)) await body.cancel(error).catch(() => {});
    throw error;
  }
}

async function writeFile(
  { system, folders, nextVersion }: BlobFiles,
  path: string,
  folder: string,
  body: Body,
  { bytes, signal }: PutBlobOptions,
) {
  const file = await onDisk(() => system.open(path, "wx"));
  try {
    const sha256: Sha256 = await receiveBody(file, body, bytes, signal);
    return await onDisk(async () => {
      const time = nextVersion();
      await file.utimes(time, time);
      // The disk needs as long for both as for one of them. A removal may prune the folder meanwhile: then it is made again.
      await Promise.all([file.sync(), unlessAbsent(folders.make(folder))]);
      return { stats: await file.stat(), sha256 };
    });
  } finally {
    await file.close();
  }
}
