import { copyFile, link, mkdir, open, readdir, rename, rmdir, stat, unlink } from "node:fs/promises";
import { StorageFull, TintypeError, Unavailable } from "@tintype/core";

/** What a store does to files: one thing, so that a test can make any of it fail and watch its order. */
export const fileSystem = { copyFile, link, mkdir, open, readdir, rename, rmdir, stat, unlink };
export type FileSystem = typeof fileSystem;

/** The system's code of an error (`ENOENT`), where it has one. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error ? String(error.code) : undefined;

/** The codes for what is not there. */
export const absent = ["ENOENT", "ENOTDIR"];

/** What `work` resolves to, or `undefined` when what it works on is not there. */
export async function unlessAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  return unlessCode(work, absent);
}

/** What `work` resolves to, or `undefined` when it failed with one of these codes. */
export async function unlessCode<T>(work: Promise<T>, codes: readonly string[]): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codes.includes(codeOf(error) ?? "")) return undefined;
    throw error;
  }
}

/** Does `work`, whose errors are the file system's: they come out as ours. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translateFileError(error);
  }
}

export function translateFileError(error: unknown): TintypeError {
  if (error instanceof TintypeError) return error;
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "EDQUOT") return new StorageFull({ cause: error });
  return new Unavailable("The server's files cannot be read or written at this moment.", { cause: error });
}
