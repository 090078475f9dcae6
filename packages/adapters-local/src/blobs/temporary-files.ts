import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type Instant, millisOf } from "@tintype/core";
import type { DurableFolders } from "../files/durable-folders.ts";
import { type FileSystem, onDisk, unlessAbsent } from "../files/file-system.ts";

/** Files that nobody sees until they are whole and get their real name. */
export interface TemporaryFiles {
  /** Gives `use` a path at which nothing is; whatever is there afterwards is removed. */
  with<T>(use: (path: string) => Promise<T>): Promise<T>;
  /** Removes those that nobody touched since then, and tells how many. */
  removeAbandoned(olderThan: Instant): Promise<number>;
}

export function createTemporaryFiles(fileSystem: FileSystem, folders: DurableFolders, folder: string): TemporaryFiles {
  return {
    async with(use) {
      await onDisk(() => folders.make(folder));
      const path = join(folder, randomUUID());
      try {
        return await use(path);
      } finally {
        await onDisk(() => unlessAbsent(fileSystem.unlink(path)));
      }
    },

    async removeAbandoned(olderThan) {
      let removed = 0;
      for (const name of (await unlessAbsent(fileSystem.readdir(folder))) ?? []) {
        const path = join(folder, name);
        const stats = await unlessAbsent(fileSystem.stat(path));
        if (stats === undefined || stats.ctimeMs >= millisOf(olderThan)) continue;
        await unlessAbsent(fileSystem.unlink(path));
        removed += 1;
      }
      return removed;
    },
  };
}
