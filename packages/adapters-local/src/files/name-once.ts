import { existsSync, renameSync } from "node:fs";
import { codeOf, type FileSystem } from "./file-system.ts";

/** The codes of a file system that has no hard links, or has no more for this file. */
export const unlinkable = ["EPERM", "EMLINK", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EXDEV"];

/**
 * Gives the file at `temporary` the name `path` too, unless there is one of that name; tells whether it did. One step, but
 * for file systems without hard links: there it is one step among the work of this process.
 */
export async function nameOnce(system: FileSystem, temporary: string, path: string): Promise<boolean> {
  try {
    await system.link(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    if (!unlinkable.includes(codeOf(error) ?? "")) throw error;
    if (existsSync(path)) return false;
    renameSync(temporary, path);
    return true;
  }
}
