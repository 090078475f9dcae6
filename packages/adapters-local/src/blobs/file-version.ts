import type { Stats } from "node:fs";
import { type BlobInfo, type BlobRef, type Clock, instantFromMillis, millisOf } from "@tintype/core";

/*
 * A version is told by its file's size and the time of its last change, in microseconds, which the store sets itself:
 * times that the kernel gives are the same for all that happens within some milliseconds. It never sets one time twice.
 * The number of the inode is left out, for a backup that is put back keeps times and not inodes.
 * When a blob came to lie under its key is the time that the inode changed: a copy that is a hard link has all its other
 * times from its source.
 */

/** Times for versions, in seconds as `utimes` takes them: never the same twice, and close to the clock's. */
export function createVersionTimes(clock: Clock): () => number {
  let last = 0;
  return () => {
    last = Math.max(millisOf(clock.now()) * 1_000, last + 1);
    // Half a microsecond more, so that neither rounding on the way down nor on the way up leaves this microsecond.
    return (last + 0.5) / 1e6;
  };
}

export const etagOf = ({ size, mtimeMs }: Stats): string =>
  `${size.toString(36)}-${Math.floor(mtimeMs * 1_000).toString(36)}`;

export const infoOf = ({ area, key }: BlobRef, stats: Stats): BlobInfo => ({
  area,
  key,
  bytes: stats.size,
  etag: etagOf(stats),
  modifiedAt: instantFromMillis(Math.floor(stats.ctimeMs)),
});
