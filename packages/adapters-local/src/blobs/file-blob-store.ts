import { dirname, join, resolve } from "node:path";
import type { Writable } from "node:stream";
import {
  type BlobInfo,
  type BlobRef,
  type BlobStore,
  type ByteRange,
  type Clock,
  checkBlobKey,
  type Instant,
  type OpenBlobOptions,
} from "@tintype/core";
import { createDurableFolders } from "../files/durable-folders.ts";
import { type FileSystem, fileSystem, onDisk, unlessAbsent } from "../files/file-system.ts";
import { systemClock } from "../machine/system-clock.ts";
import type { BlobFiles } from "./blob-files.ts";
import { pathOfKey } from "./blob-path.ts";
import { type BlobSource, createBlobSources } from "./blob-sources.ts";
import { copyFileOnce } from "./copy-file-once.ts";
import { createVersionTimes, infoOf } from "./file-version.ts";
import { listFiles } from "./list-files.ts";
import { openFile } from "./open-file.ts";
import { putFile } from "./put-file.ts";
import { headFileSync, type ReadBlob, readFileSync } from "./read-file-sync.ts";
import { createTemporaryFiles } from "./temporary-files.ts";
import { writeFileTo } from "./write-file-to.ts";

export interface FileBlobStoreOptions {
  /** Holds a folder for each area and one for temporary files; all of it in one file system. Made when it is needed. */
  readonly folder: string;
  /** Dates the versions; the system's unless told. */
  readonly clock?: Clock;
  /** What is done to files; the system's unless told. */
  readonly system?: FileSystem;
}

/** A BlobStore on this machine's disk, with shortcuts for whoever serves its blobs from the same process. */
export interface FileBlobStore extends BlobStore {
  /** What `head` resolves to, at once. */
  headSync(ref: BlobRef): BlobInfo | undefined;
  /** What `open` resolves to, at once and whole; `undefined` also for more than 256 KiB, which `open` streams. */
  readSync(ref: BlobRef, range?: ByteRange): ReadBlob | undefined;
  /**
   * Writes what `open` would give to a stream of Node's, which is left open, and resolves when all has been taken;
   * `undefined` when there is no such blob. Costs half of what the fastest stream costs. Rejects when `to` is closed before.
   */
  writeTo(to: Writable, ref: BlobRef, options?: OpenBlobOptions): Promise<BlobInfo | undefined>;
  /** Where a body of `open` comes from: for large blobs, read whole, that this process has stored lately. */
  sourceOf(body: ReadableStream<Uint8Array>): BlobSource | undefined;
  /** Removes what writes that never ended have left behind, unless somebody touched it since then; tells how many. */
  removeAbandonedTemporaryFiles(olderThan: Instant): Promise<number>;
}

/**
 * Blobs as plain files, which lie where their keys say (`blob-path.ts`) and can be opened by anybody. A blob's version is
 * its file's size and time of change, which nobody else should set.
 */
export function createFileBlobStore({
  folder,
  clock = systemClock,
  system = fileSystem,
}: FileBlobStoreOptions): FileBlobStore {
  const root = resolve(folder);
  const folders = createDurableFolders(system, root);
  const sources = createBlobSources(system);
  const temporary = createTemporaryFiles(system, folders, join(root, "temporary"));
  const areaOf: BlobFiles["areaOf"] = (area) => join(root, area);
  const pathOf: BlobFiles["pathOf"] = ({ area, key }) => join(root, area, pathOfKey(key));
  const nextVersion = createVersionTimes(clock);
  const files: BlobFiles = { system, folders, temporary, sources, nextVersion, areaOf, pathOf };

  return {
    put: (ref, body, options) => putFile(files, ref, body, options),

    async head(ref, options) {
      checkBlobKey(ref);
      options?.signal?.throwIfAborted();
      const stats = await onDisk(() => unlessAbsent(system.stat(pathOf(ref))));
      return stats && infoOf(ref, stats);
    },

    open: (ref, options = {}) => openFile(files, ref, options),

    copyOnce: (from, etag, to, options) => copyFileOnce(files, from, etag, to, options?.signal),

    async remove(ref, options) {
      checkBlobKey(ref);
      options?.signal?.throwIfAborted();
      await onDisk(async () => {
        await unlessAbsent(system.unlink(pathOf(ref)));
        await folders.prune(dirname(pathOf(ref)), areaOf(ref.area));
      });
    },

    list: (area, prefix, options) => listFiles(files, area, prefix, options?.signal),

    headSync: (ref) => headFileSync(files, ref),
    readSync: (ref, range) => readFileSync(files, ref, range),
    writeTo: (to, ref, options = {}) => writeFileTo(files, to, ref, options),
    sourceOf: sources.sourceOf,
    removeAbandonedTemporaryFiles: (olderThan) => onDisk(() => temporary.removeAbandoned(olderThan)),
  };
}
