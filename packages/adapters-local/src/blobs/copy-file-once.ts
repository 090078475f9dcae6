import type { Stats } from "node:fs";
import { dirname } from "node:path";
import { BlobChanged, type BlobInfo, type BlobRef, checkBlobKey } from "@tintype/core";
import { syncFolder } from "../files/durable-folders.ts";
import { absent, codeOf, onDisk, unlessAbsent } from "../files/file-system.ts";
import { nameOnce, unlinkable } from "../files/name-once.ts";
import { type BlobFiles, placeAt } from "./blob-files.ts";
import { etagOf, infoOf } from "./file-version.ts";

/**
 * A second name for the same file, which is as durable as the first and takes no time: files are never changed in place,
 * so nobody can reach the copy through its source. Where there are no hard links, a copy of the bytes.
 */
export async function copyFileOnce(
  files: BlobFiles,
  from: BlobRef,
  etag: string,
  to: BlobRef,
  signal: AbortSignal | undefined,
): Promise<BlobInfo> {
  checkBlobKey(from);
  checkBlobKey(to);
  const target = files.pathOf(to);
  for (;;) {
    signal?.throwIfAborted();
    const there = await onDisk(() => unlessAbsent(files.system.stat(target)));
    if (there !== undefined) {
      // Whoever put it there may still be about to make it durable.
      await onDisk(() => unlessAbsent(syncFolder(files.system, dirname(target))));
      return infoOf(to, there);
    }
    const copied = await files.temporary.with((temporary) =>
      onDisk(async () => {
        const stats = await takeVersion(files, files.pathOf(from), etag, temporary);
        if (stats === undefined) return "no source";
        return placeAt(files, temporary, target, () => nameOnce(files.system, temporary, target));
      }),
    );
    if (copied === "no source" && !(await onDisk(() => unlessAbsent(files.system.stat(target)))))
      throw new BlobChanged();
  }
}

/** Makes that version lie at `temporary` too; `undefined` when it is not there any more. */
async function takeVersion(
  files: BlobFiles,
  source: string,
  etag: string,
  temporary: string,
): Promise<Stats | undefined> {
  const isWanted = (stats: Stats | undefined) => (stats !== undefined && etagOf(stats) === etag ? stats : undefined);
  try {
    await files.system.link(source, temporary);
    return isWanted(await files.system.stat(temporary));
  } catch (error) {
    if (absent.includes(codeOf(error) ?? "")) return undefined;
    if (!unlinkable.includes(codeOf(error) ?? "")) throw error;
  }
  await unlessAbsent(files.system.copyFile(source, temporary));
  // A version that is there now was there before, for none comes twice.
  if (isWanted(await unlessAbsent(files.system.stat(source))) === undefined) return undefined;
  const file = await files.system.open(temporary, "r+");
  try {
    const time = files.nextVersion();
    await file.utimes(time, time);
    await file.sync();
    return await file.stat();
  } finally {
    await file.close();
  }
}
