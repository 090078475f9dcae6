import { readFile } from "node:fs/promises";

/** Names of ours, and no way up. */
const plain = /^(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*)+$/;

/** The file below a folder at a path such as `/assets/icon.svg`; undefined where none is. */
export async function readPart(folder: URL, path: string): Promise<Buffer<ArrayBuffer> | undefined> {
  if (!plain.test(path)) return undefined;
  try {
    return await readFile(new URL(`.${path}`, folder));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR") return undefined;
    throw error;
  }
}
