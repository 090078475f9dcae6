import { dirname } from "node:path";
import type { BlobRef } from "@tintype/core";
import { type DurableFolders, syncFolder } from "../files/durable-folders.ts";
import { codeOf, type FileSystem, unlessAbsent } from "../files/file-system.ts";
import type { BlobSources } from "./blob-sources.ts";
import type { TemporaryFiles } from "./temporary-files.ts";

/** What the operations of a file store share. */
export interface BlobFiles {
  readonly system: FileSystem;
  readonly folders: DurableFolders;
  readonly temporary: TemporaryFiles;
  readonly sources: BlobSources;
  /** A time for the next version: never one that was given before. */
  nextVersion(): number;
  /** The folder that holds the area. */
  areaOf(area: BlobRef["area"]): string;
  /** Where the blob lies. */
  pathOf(ref: BlobRef): string;
}

/** Does `move`, which gives the file at `temporary` the name `path`; when this resolves the name survives. */
export async function placeAt<T>(
  { system, folders }: BlobFiles,
  temporary: string,
  path: string,
  move: () => Promise<T>,
): Promise<T> {
  const folder = dirname(path);
  for (;;) {
    try {
      await folders.make(folder);
      const moved = await move();
      await unlessAbsent(syncFolder(system, folder));
      return moved;
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
      // A removal has pruned the folder in between, unless it is the file that is gone.
      await system.stat(temporary);
      folders.forget(folder);
    }
  }
}
