import { join } from "node:path";
import { type BlobArea, type BlobInfo, compareKeys, isBlobPrefix } from "@tintype/core";
import { type FileSystem, onDisk, unlessAbsent } from "../files/file-system.ts";
import type { BlobFiles } from "./blob-files.ts";
import { pathOfFolder, readName } from "./blob-path.ts";
import { infoOf } from "./file-version.ts";

/** Reads one folder at a time, sorted, which gives keys in the order of their bytes. */
export async function* listFiles(
  files: BlobFiles,
  area: BlobArea,
  prefix: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<BlobInfo> {
  signal?.throwIfAborted();
  if (!isBlobPrefix(area, prefix)) return;
  const above = prefix.slice(0, prefix.lastIndexOf("/") + 1);
  const folder = join(files.areaOf(area), pathOfFolder(above));
  for await (const { key, path } of walk(files.system, folder, above, prefix)) {
    const stats = await onDisk(() => unlessAbsent(files.system.stat(path)));
    if (stats !== undefined) yield infoOf({ area, key }, stats);
    signal?.throwIfAborted();
  }
}

interface FoundFile {
  readonly key: string;
  readonly path: string;
}

async function* walk(system: FileSystem, folder: string, above: string, prefix: string): AsyncGenerator<FoundFile> {
  for (const { text, path, isFolder } of await entriesOf(system, folder, "")) {
    const key = above + text;
    if (isFolder && (key.startsWith(prefix) || prefix.startsWith(key))) yield* walk(system, path, key, prefix);
    if (!isFolder && key.startsWith(prefix)) yield { key, path };
  }
}

interface Entry {
  /** A segment of keys, with a `/` when it is a folder's. */
  readonly text: string;
  readonly path: string;
  readonly isFolder: boolean;
}

/** The segments that begin in the folder with `start`, wherever they end, in the order of keys. */
async function entriesOf(system: FileSystem, folder: string, start: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  const found = await onDisk(() => unlessAbsent(system.readdir(folder, { withFileTypes: true })));
  for (const dirent of found ?? []) {
    const name = readName(dirent.name, dirent.isDirectory());
    if (name === undefined) continue;
    const path = join(folder, dirent.name);
    const text = start + name.text;
    if (name.kind === "part") entries.push(...(await entriesOf(system, path, text)));
    if (name.kind === "folder") entries.push({ text: `${text}/`, path, isFolder: true });
    if (name.kind === "blob") entries.push({ text, path, isFolder: false });
  }
  return entries.toSorted((a, b) => compareKeys(a.text, b.text));
}
